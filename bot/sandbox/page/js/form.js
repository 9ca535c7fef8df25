// The values that a person has put into the blocks of one message, modal or Home tab.

export class Form {
  #readers = new Map();

  /**
   * `act(action)` tells the app; `kept` are values from before the blocks were drawn anew (the app changed the view),
   * which go before the blocks' own initial values.
   */
  constructor(act, kept = {}) {
    this.act = act;
    this.kept = kept;
  }

  /** The value to begin with: what was put in before, or the block's own. */
  begin(blockId, actionId, initial) {
    return this.kept[blockId]?.[actionId] ?? initial;
  }

  /** Remembers how to read the value of a field. */
  keep(blockId, actionId, read) {
    if (!this.#readers.has(blockId)) this.#readers.set(blockId, new Map());
    this.#readers.get(blockId).set(actionId, read);
  }

  /** `{block_id: {action_id: value}}`, where a value is a string, a list of strings, or null. */
  values() {
    const values = {};
    for (const [blockId, fields] of this.#readers) {
      values[blockId] = Object.fromEntries([...fields].map(([actionId, read]) => [actionId, read()]));
    }
    return values;
  }
}
