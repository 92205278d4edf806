/**
 * A value that must not be printed: it shows as dots in logs, JSON and text.
 * `reveal()` is the one way to the value, so that every use can be found by its name.
 */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself; call it where the value is used, never to keep it. */
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
