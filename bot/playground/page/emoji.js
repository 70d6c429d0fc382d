/** The emoji that apps and people here use most; any other name stays as it was written. */
const EMOJI = {
  "+1": "👍",
  "-1": "👎",
  thumbsup: "👍",
  thumbsdown: "👎",
  tada: "🎉",
  wave: "👋",
  smile: "😄",
  slightly_smiling_face: "🙂",
  thinking_face: "🤔",
  eyes: "👀",
  fire: "🔥",
  heart: "❤️",
  rocket: "🚀",
  star: "⭐",
  sparkles: "✨",
  bulb: "💡",
  bell: "🔔",
  no_bell: "🔕",
  warning: "⚠️",
  x: "❌",
  no_entry: "⛔",
  white_check_mark: "✅",
  heavy_check_mark: "✔️",
  ballot_box_with_check: "☑️",
  information_source: "ℹ️",
  question: "❓",
  exclamation: "❗",
  lock: "🔒",
  key: "🔑",
  pushpin: "📌",
  link: "🔗",
  mag: "🔍",
  memo: "📝",
  pencil: "📝",
  pencil2: "✏️",
  newspaper: "📰",
  books: "📚",
  book: "📖",
  clipboard: "📋",
  calendar: "📅",
  date: "📅",
  clock3: "🕒",
  hourglass: "⌛",
  stopwatch: "⏱️",
  alarm_clock: "⏰",
  chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉",
  bar_chart: "📊",
  moneybag: "💰",
  dollar: "💵",
  euro: "💶",
  pound: "💷",
  briefcase: "💼",
  office: "🏢",
  mortar_board: "🎓",
  brain: "🧠",
  robot_face: "🤖",
  gear: "⚙️",
  hammer_and_wrench: "🛠️",
  house: "🏠",
  speech_balloon: "💬",
  mega: "📣",
  loudspeaker: "📢",
  inbox_tray: "📥",
  outbox_tray: "📤",
  package: "📦",
  balance_scale: "⚖️",
  scales: "⚖️",
  busts_in_silhouette: "👥",
  bust_in_silhouette: "👤",
  arrow_up: "⬆️",
  arrow_down: "⬇️",
  arrow_right: "➡️",
  small_blue_diamond: "🔹",
  earth_africa: "🌍",
  round_pushpin: "📍",
  seedling: "🌱",
  large_green_circle: "🟢",
  large_yellow_circle: "🟡",
  red_circle: "🔴",
  white_circle: "⚪",
  new: "🆕",
  hourglass_flowing_sand: "⏳",
  open_book: "📖",
};

/**
 * @param {string} name without the colons
 * @returns {string|null}
 */
export function emoji(name) {
  return Object.hasOwn(EMOJI, name) ? EMOJI[name] : null;
}

/**
 * Text with every `:name:` that is known here replaced.
 * @param {string} text
 * @returns {string}
 */
export function withEmoji(text) {
  return text.replace(/:([a-z0-9_+-]+):/g, (whole, name) => emoji(name) ?? whole);
}
