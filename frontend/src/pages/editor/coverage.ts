/**
 * Whether an explanation says where, what and why: by the words in it. It looks at the surface of
 * the text, so it advises and never decides.
 */
export interface Coverage {
  readonly where: boolean;
  readonly what: boolean;
  readonly why: boolean;
}

interface Words {
  readonly where: RegExp;
  readonly what: RegExp;
  readonly why: RegExp;
}

const ENGLISH: Words = {
  // Places, sides and parts: of the picture, of a body, of a thing.
  where:
    /\b(left|right|top|bottom|upper|lower|middle|cent(?:er|re)|corner|edge|foreground|background|front|behind|above|below|under|over|beside|between|near|inside|outside|next to|around|across|along|(?:on|in|at|of|from|into|through) (?:the|a|an|his|her|its|their)|hands?|fingers?|thumb|arms?|legs?|foot|feet|head|face|eyes?|mouth|teeth|ears?|hair|neck|shoulders?|knees?|sky|ground|floor|wall|table|road|window|door|wheels?|sleeve)\b/i,
  what: /\b(melt|merg|fus|split|divid|doubl|duplicat|vanish|disappear|appear|pops?|popp|fade|blur|smear|soft|warp|bend|bent|bends|twist|stretch|shrink|shrank|grow|grew|swell|deform|distort|chang|morph|turn|jump|slid|slip|drift|float|hover|mov|jerk|flicker|shimmer|wobbl|snap|break|broke|tear|tore|rip|lose|lost|loses|gain|pass|sink|rotat|spin|teleport|freez|froze|stutter|extra|missing|speed|slow|becom|second|third|sixth|six|two|three|overlap|detach|disconnect|ripple|crawl|swim)\w*/i,
  why: /\b(because|since|as if|as though|like|instead of|without|although|though|despite|but|while|yet|should|would|could|can(?:no|')t|cannot|never|no (?:\w+ )?(?:cause|reason|contact|force|hand|one|longer)|nothing|nobody|impossibl\w*|unnatural\w*|unreal\w*|real\w*|physical\w*|gravity|solid|rigid|anatom\w*|abrupt\w*|sudden\w*|by itself|on its own|same|original|again|too (?:many|few|fast|slow)|more than|out of nowhere|into nothing)\b/i,
};

// Korean words carry their endings with them: stems, without a boundary after them.
const KOREAN: Words = {
  where:
    /(왼|오른|위쪽|위에|위로|아래|상단|하단|가운데|중앙|중간|모서리|구석|가장자리|앞|뒤|옆|사이|근처|안쪽|안에|안으로|바깥|밖|주변|배경|전경|에서|손|팔|다리|발|머리|얼굴|눈|코|입|귀|이빨|치아|목|어깨|무릎|하늘|땅|바닥|벽|탁자|책상|도로|길|창|문|바퀴|소매|화면)/,
  what: /(녹|합쳐|합치|섞|붙|융합|갈라|나뉘|나눠|분리|분열|두 개|세 개|여섯|둘로|복제|중복|사라|없어|나타|생기|생겨|튀어나|흐려|흐릿|뭉개|번지|번져|휘|굽|비틀|뒤틀|늘어|줄어|커지|커져|작아|변하|변해|바뀌|바뀐|일그러|왜곡|찌그|움직|미끄러|떠|흔들|떨|깜빡|끊|튀|겹|뚫|통과|파묻|돌아|회전|돌아|멈|꺾|휜|휘어|자라|건너뛰|건너뛴|하나 더|개로 |물결|일렁|빠지|빠져|떨어)/,
  why: /(때문|니까|므로|처럼|마치|듯|없이|없는데|않은데|는데|지만|인데|면서|해야|어야|아야|수 없|불가능|부자연|비현실|현실|실제|물리|중력|단단|해부|갑자기|순간|저절로|스스로|혼자|원래|같은|다시|너무|이유|원인|닿지|아무)/,
};

const BY_LANGUAGE: Readonly<Record<string, Words>> = { en: ENGLISH, ko: KOREAN };

/** null in a language whose words are not known here, and for an empty text. */
export const coverage = (text: string, lang: string): Coverage | null => {
  const words = BY_LANGUAGE[lang.split("-")[0] ?? ""];
  if (!words || text.trim() === "") return null;
  return { where: words.where.test(text), what: words.what.test(text), why: words.why.test(text) };
};

/** Signs, not words: Korean says as much in half of them. */
const ENOUGH: Readonly<Record<string, number>> = { en: 40, ko: 18 };
const LONG: Readonly<Record<string, number>> = { en: 300, ko: 150 };

export interface Length {
  /** Signs, as a person counts them. */
  readonly count: number;
  /** How full the meter is, 0 to 1; full is enough. */
  readonly share: number;
  readonly size: "empty" | "short" | "good" | "long";
}

export const lengthOf = (text: string, lang: string): Length => {
  const key = lang.split("-")[0] ?? "";
  const enough = ENOUGH[key] ?? 30;
  const count = [...text.trim()].length;
  const size =
    count === 0 ? "empty" : count < enough ? "short" : count > (LONG[key] ?? 250) ? "long" : "good";
  return { count, share: Math.min(1, count / enough), size };
};
