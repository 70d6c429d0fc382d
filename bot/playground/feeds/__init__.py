"""Made-up feeds and job boards: what the playground's publishers write and its employers look for, week by week."""
