// Says a sentence to those who hear the page: once, when it has settled, and not the first one, which
// they find there by themselves.

const SETTLED_MS = 700; // a stroke's answer is there by then, and the next stroke has begun

export class Announcer {
  /** @param {(sentence: string) => void} say */
  constructor(say) {
    this.say = say;
    this.sentence = "";
    /** @type {string | number | undefined} */
    this.about = undefined;
    /** @type {ReturnType<typeof setTimeout> | undefined} */
    this.timer = undefined;
  }

  // about: what the sentence is about; only where that is another one, it is said again.
  /** @param {string | number} about @param {string} sentence */
  hear(about, sentence) {
    this.sentence = sentence;
    if (about === this.about) return;
    const isFirst = this.about === undefined;
    this.about = about;
    clearTimeout(this.timer);
    if (!isFirst) this.timer = setTimeout(() => this.say(this.sentence), SETTLED_MS);
  }
}
