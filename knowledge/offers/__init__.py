"""Offers of pay: read from a line, a job post or the fields of a form."""

from knowledge.offers.fields import OfferField, OfferFields, fields_of, offer_from_fields
from knowledge.offers.reading import parse_offer
from knowledge.offers.terms import UnclearOffer, amount_words, describe
from knowledge.query import Offer, OfferAmount, OfferPeriod, OfferTerms, SetAside

__all__ = [
    "Offer",
    "OfferAmount",
    "OfferField",
    "OfferFields",
    "OfferPeriod",
    "OfferTerms",
    "SetAside",
    "UnclearOffer",
    "amount_words",
    "describe",
    "fields_of",
    "offer_from_fields",
    "parse_offer",
]
