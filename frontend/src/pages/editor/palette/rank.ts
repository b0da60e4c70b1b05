/** Finds entries by a few typed letters: beginnings of words first, Korean by first consonants too. */

export interface Findable {
  readonly text: string;
  /** Further words that lead here, such as a code or an English name. */
  readonly words?: string;
}

const FIRST = 0xac00;
const LAST = 0xd7a3;
/** Syllables that share a first consonant follow one another. */
const PER_CONSONANT = 588;
const CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ";

/** "객체 왜곡" is "ㄱㅊ ㅇㄱ"; what is no Hangul syllable stays. */
export const initials = (text: string): string =>
  Array.from(text, (sign) => {
    const code = sign.charCodeAt(0);
    if (code < FIRST || code > LAST) return sign;
    return CONSONANTS[Math.floor((code - FIRST) / PER_CONSONANT)] ?? sign;
  }).join("");

const folded = (text: string): string => text.normalize("NFC").toLocaleLowerCase();

/** From here on the word itself was found, if not at the beginning of one. */
const WHOLE = 1.5;

/** How well one typed word fits, higher is better; 0 is not at all. */
const closeness = (text: string, word: string): number => {
  const at = text.indexOf(word);
  if (at === 0) return 4;
  if (at > 0) return /[\s/·,:()]/.test(text[at - 1] ?? "") ? 3 : 2;
  return word.length > 2 && isScattered(text, word) ? 1 : 0;
};

/** Whether the letters occur in this order. */
const isScattered = (text: string, word: string): boolean => {
  let from = 0;
  for (const letter of word) {
    from = text.indexOf(letter, from) + 1;
    if (from === 0) return false;
  }
  return true;
};

const score = ({ text, words = "" }: Findable, typed: readonly string[]): number => {
  const name = folded(text);
  const consonants = initials(name);
  const others = folded(words);
  let total = 0;
  for (const word of typed) {
    const best = Math.max(
      closeness(name, word),
      closeness(consonants, word),
      closeness(others, word) - 0.5,
    );
    if (best <= 0) return 0;
    total += best;
  }
  return total;
};

/** The entries that every typed word fits, the best first; all in their order for an empty query. */
export const ranked = <T extends Findable>(entries: readonly T[], query: string): readonly T[] => {
  const typed = folded(query).split(/\s+/).filter(Boolean);
  if (typed.length === 0) return entries;
  const found = entries
    .map((entry) => ({ entry, points: score(entry, typed) }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points);
  // Scattered letters are a last resort: beside words that really hold what was typed they only distract.
  const isFound = (found[0]?.points ?? 0) >= WHOLE * typed.length;
  return found
    .filter(({ points }) => !isFound || points >= WHOLE * typed.length)
    .map(({ entry }) => entry);
};
