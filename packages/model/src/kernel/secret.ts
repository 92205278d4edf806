/**
 * Value that must not be printed: logs, JSON and text show dots. Only `reveal()` returns the value, so every
 * use can be found by name.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** Returns the value itself. Call it where the value is used, never to store it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '•••'
  }

  toJSON(): string {
    return '•••'
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return 'Secret(•••)'
  }
}
