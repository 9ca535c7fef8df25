// Emoji by Slack's names: the ones that people and apps use, not all of them. An unknown name is drawn as `:name:`.

const PACKED = {
  "Often used": `eyes 👀 white_check_mark ✅ warning ⚠️ +1 👍 heart ❤️ tada 🎉 newspaper 📰 speech_balloon 💬 raised_hands 🙌
    thinking_face 🤔 joy 😂 bar_chart 📊 memo 📝 fire 🔥 pray 🙏 100 💯`,
  "Smileys and people": `grinning 😀 smiley 😃 smile 😄 grin 😁 laughing 😆 sweat_smile 😅 rolling_on_the_floor_laughing 🤣
    slightly_smiling_face 🙂 upside_down_face 🙃 wink 😉 blush 😊 innocent 😇 heart_eyes 😍 kissing_heart 😘 yum 😋 stuck_out_tongue 😛
    zany_face 🤪 face_with_raised_eyebrow 🤨 nerd_face 🤓 sunglasses 😎 star-struck 🤩 partying_face 🥳 smirk 😏 unamused 😒
    disappointed 😞 pensive 😔 worried 😟 confused 😕 slightly_frowning_face 🙁 cry 😢 sob 😭 triumph 😤 angry 😠 rage 😡
    exploding_head 🤯 flushed 😳 scream 😱 fearful 😨 hugging_face 🤗 shushing_face 🤫 neutral_face 😐 expressionless 😑
    face_with_rolling_eyes 🙄 grimacing 😬 sleeping 😴 mask 😷 skull 💀 ghost 👻 robot_face 🤖 wave 👋 raised_hand ✋ ok_hand 👌
    v ✌️ crossed_fingers 🤞 point_left 👈 point_right 👉 point_up_2 👆 point_down 👇 -1 👎 fist ✊ clap 👏 open_hands 👐 handshake 🤝
    writing_hand ✍️ muscle 💪 ear 👂 brain 🧠 bust_in_silhouette 👤 busts_in_silhouette 👥 speaking_head_in_silhouette 🗣️ shrug 🤷
    facepalm 🤦 man-shrugging 🤷‍♂️ woman-shrugging 🤷‍♀️`,
  "Hearts and signs": `orange_heart 🧡 yellow_heart 💛 green_heart 💚 blue_heart 💙 purple_heart 💜 black_heart 🖤 broken_heart 💔 sparkles ✨
    star ⭐ star2 🌟 zap ⚡ boom 💥 question ❓ exclamation ❗ bangbang ‼️ heavy_check_mark ✔️ ballot_box_with_check ☑️ x ❌ no_entry ⛔
    no_entry_sign 🚫 o ⭕ heavy_plus_sign ➕ heavy_minus_sign ➖ arrow_up ⬆️ arrow_down ⬇️ arrow_left ⬅️ arrow_right ➡️
    arrow_upper_right ↗️ arrow_lower_right ↘️ arrows_counterclockwise 🔄 repeat 🔁 leftwards_arrow_with_hook ↩️ heavy_dollar_sign 💲
    information_source ℹ️ red_circle 🔴 large_orange_circle 🟠 large_yellow_circle 🟡 large_green_circle 🟢 large_blue_circle 🔵
    white_circle ⚪ black_circle ⚫ small_blue_diamond 🔹 small_orange_diamond 🔸 new 🆕 ok 🆗 zzz 💤`,
  "Objects and places": `rolled_up_newspaper 🗞️ page_facing_up 📄 page_with_curl 📃 scroll 📜 bookmark 🔖 bookmark_tabs 📑 books 📚 book 📖
    open_book 📖 pencil 📝 pencil2 ✏️ lower_left_ballpoint_pen 🖊️ paperclip 📎 link 🔗 pushpin 📌 round_pushpin 📍 clipboard 📋
    file_folder 📁 open_file_folder 📂 card_index_dividers 🗂️ calendar 📅 date 📅 spiral_calendar_pad 🗓️ alarm_clock ⏰ clock9 🕘
    hourglass_flowing_sand ⏳ hourglass ⌛ stopwatch ⏱️ chart_with_upwards_trend 📈 chart_with_downwards_trend 📉 abacus 🧮 1234 🔢
    straight_ruler 📏 triangular_ruler 📐 mag 🔍 mag_right 🔎 bulb 💡 key 🔑 lock 🔒 unlock 🔓 bell 🔔 no_bell 🔕 loudspeaker 📢 mega 📣
    left_speech_bubble 🗨️ thought_balloon 💭 right_anger_bubble 🗯️ studio_microphone 🎙️ microphone 🎤 tv 📺 radio 📻 computer 💻
    iphone 📱 email 📧 envelope ✉️ inbox_tray 📥 outbox_tray 📤 package 📦 gear ⚙️ wrench 🔧 hammer_and_wrench 🛠️ hammer 🔨 wastebasket 🗑️
    moneybag 💰 dollar 💵 euro 💶 pound 💷 yen 💴 credit_card 💳 scales ⚖️ classical_building 🏛️ house 🏠 hospital 🏥 factory 🏭 office 🏢
    earth_americas 🌎 earth_africa 🌍 earth_asia 🌏 globe_with_meridians 🌐 world_map 🗺️ rocket 🚀 airplane ✈️ car 🚗 train 🚆 ship 🚢
    construction 🚧 rotating_light 🚨 triangular_flag_on_post 🚩 white_flag 🏳️ checkered_flag 🏁 trophy 🏆 medal 🏅 dart 🎯 gift 🎁
    balloon 🎈 art 🎨 musical_note 🎵 pill 💊 syringe 💉 test_tube 🧪 microscope 🔬 telescope 🔭 shield 🛡️`,
  "Nature and food": `sunny ☀️ sunrise 🌅 sun_with_face 🌞 partly_sunny ⛅ cloud ☁️ rain_cloud 🌧️ snowflake ❄️ umbrella ☔ ocean 🌊 rainbow 🌈
    crescent_moon 🌙 seedling 🌱 evergreen_tree 🌲 four_leaf_clover 🍀 herb 🌿 cactus 🌵 rose 🌹 sunflower 🌻 dog 🐶 cat 🐱 fox_face 🦊 bear 🐻
    owl 🦉 bird 🐦 bee 🐝 turtle 🐢 snake 🐍 unicorn_face 🦄 coffee ☕ tea 🍵 beers 🍻 wine_glass 🍷 pizza 🍕 taco 🌮 cake 🍰 cookie 🍪 apple 🍎
    popcorn 🍿`,
};

const ALIASES = {
  thumbsup: "+1",
  thumbsdown: "-1",
  simple_smile: "slightly_smiling_face",
  satisfied: "laughing",
  hand: "raised_hand",
  thinking: "thinking_face",
  information: "information_source",
  robot: "robot_face",
  refresh: "arrows_counterclockwise",
  large_red_circle: "red_circle",
  collision: "boom",
  email_address: "email",
  hugs: "hugging_face",
  rofl: "rolling_on_the_floor_laughing",
};

const TONES = { 2: "🏻", 3: "🏼", 4: "🏽", 5: "🏾", 6: "🏿" };

export const EMOJI_GROUPS = Object.entries(PACKED).map(([title, packed]) => {
  const words = packed.trim().split(/\s+/);
  const pairs = [];
  for (let at = 0; at < words.length; at += 2) pairs.push([words[at], words[at + 1]]);
  return [title, pairs];
});

const CHARACTERS = new Map(EMOJI_GROUPS.flatMap(([, pairs]) => pairs));
for (const [alias, name] of Object.entries(ALIASES)) CHARACTERS.set(alias, CHARACTERS.get(name));

/** Names that the workspace knows beyond these. */
export function addEmoji(characters) {
  for (const [name, character] of Object.entries(characters))
    if (!CHARACTERS.has(name)) CHARACTERS.set(name, character);
}

/** The characters of an emoji's name (`+1`, `wave::skin-tone-3`), or "" where the name is not known. */
export function emojiCharacters(name) {
  const [base, tone] = String(name).split("::skin-tone-");
  const character = CHARACTERS.get(base);
  if (!character) return "";
  return tone && TONES[tone] ? character.replace("\uFE0F", "") + TONES[tone] : character;
}

/** The characters of rich text's `unicode` ("1f44d-1f3fb"), or "". */
export function fromCodes(codes) {
  const points = String(codes ?? "")
    .split("-")
    .map((code) => Number.parseInt(code, 16));
  return points.length && points.every((point) => point > 0 && point <= 0x10ffff)
    ? String.fromCodePoint(...points)
    : "";
}

export function matchingEmoji(beginning, limit = 8) {
  const wanted = beginning.toLowerCase();
  const names = [...CHARACTERS.keys()].filter((name) => name.includes(wanted));
  names.sort((a, b) => Number(b.startsWith(wanted)) - Number(a.startsWith(wanted)));
  return names.slice(0, limit);
}
