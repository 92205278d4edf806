/** Values of a formula's variables, by variable name. */
export type Variables = ReadonlyMap<string, number>

type Evaluate = (variables: Variables) => number

/** Parsed formula with its variables. If the formula is invalid, the reason, to be used within a sentence. */
export type ParsedFormula =
  | { ok: true; evaluate: Evaluate; uses: ReadonlySet<string> }
  | { ok: false; why: string }

interface FormulaFunction {
  most: number
  of: (...values: number[]) => number
}

const functions: ReadonlyMap<string, FormulaFunction> = new Map([
  ['abs', { most: 1, of: Math.abs }],
  ['ceil', { most: 1, of: Math.ceil }],
  ['floor', { most: 1, of: Math.floor }],
  ['round', { most: 1, of: (number: number) => Math.sign(number) * Math.round(Math.abs(number)) }],
  ['sqrt', { most: 1, of: Math.sqrt }],
  ['min', { most: 50, of: Math.min }],
  ['max', { most: 50, of: Math.max }]
])

const operators: ReadonlyMap<string, (left: number, right: number) => number> = new Map([
  ['+', (left, right) => left + right],
  ['-', (left, right) => left - right],
  ['*', (left, right) => left * right],
  ['/', (left, right) => left / right],
  ['%', (left, right) => left % right],
  ['^', (left, right) => left ** right]
])

/** Pattern of a token: spaces, followed by a number, a name or an operator. */
const token = /\s*(?:(\d+(?:\.\d+)?|\.\d+)|([A-Za-z_]\w*)|([-+*/%^(),]))/y

interface Token {
  kind: 'number' | 'name' | 'sign'
  text: string
  /** Position in the formula, counted from 1. */
  at: number
}

/** Returns the error of an unexpected token, thrown only inside the parser. */
const unexpected = (token: Token | undefined): Error =>
  new Error(
    token === undefined ? 'it ends too early' : `“${token.text}” at character ${token.at} is unexpected`
  )

const tokensOf = (formula: string): Token[] => {
  const tokens: Token[] = []
  const text = formula.trimEnd()
  let at = 0
  while (at < text.length) {
    token.lastIndex = at
    const [whole, number, name, sign] = token.exec(text) ?? []
    if (whole === undefined) throw new Error(`character ${at + 1} is unexpected`)
    const kind = number !== undefined ? 'number' : name !== undefined ? 'name' : 'sign'
    const found = number ?? name ?? sign ?? ''
    at += whole.length
    tokens.push({ kind, text: found, at: at - found.length + 1 })
  }
  return tokens
}

/**
 * Parses tokens by recursive descent, with the usual precedence: sums, then products, then signs, then
 * powers.
 */
const parseTokens = (tokens: Token[]): { evaluate: Evaluate; uses: Set<string> } => {
  const uses = new Set<string>()
  let at = 0
  const isNext = (...signs: string[]): boolean =>
    tokens[at]?.kind === 'sign' && signs.includes(tokens[at]?.text ?? '')
  const take = (): Token => {
    const taken = tokens[at++]
    if (taken === undefined) throw unexpected(undefined)
    return taken
  }
  const expect = (sign: string): void => {
    if (!isNext(sign)) throw unexpected(tokens[at])
    at++
  }
  const joined = (left: Evaluate, sign: string, right: Evaluate): Evaluate => {
    const operate = operators.get(sign) ?? (() => Number.NaN)
    return variables => operate(left(variables), right(variables))
  }
  const row = (next: () => Evaluate, ...signs: string[]): Evaluate => {
    let left = next()
    while (isNext(...signs)) left = joined(left, take().text, next())
    return left
  }
  const sum = (): Evaluate => row(product, '+', '-')
  const product = (): Evaluate => row(signed, '*', '/', '%')
  const signed = (): Evaluate => {
    if (!isNext('-', '+')) return power()
    const isMinus = take().text === '-'
    const value = signed()
    return isMinus ? variables => -value(variables) : value
  }
  const power = (): Evaluate => {
    const base = value()
    return isNext('^') ? joined(base, take().text, signed()) : base
  }
  const call = (name: Token): Evaluate => {
    const called = functions.get(name.text)
    if (called === undefined) throw new Error(`there is no function “${name.text}”`)
    expect('(')
    const args = [sum()]
    while (isNext(',')) {
      at++
      args.push(sum())
    }
    expect(')')
    if (args.length > called.most)
      throw new Error(`“${name.text}” accepts at most ${called.most} value${called.most === 1 ? '' : 's'}`)
    return variables => called.of(...args.map(evaluate => evaluate(variables)))
  }
  const value = (): Evaluate => {
    if (isNext('(')) {
      at++
      const inside = sum()
      expect(')')
      return inside
    }
    const first = take()
    if (first.kind === 'sign') throw unexpected(first)
    if (first.kind === 'number') return () => Number(first.text)
    if (isNext('(')) return call(first)
    uses.add(first.text)
    return variables => variables.get(first.text) ?? Number.NaN
  }
  const evaluate = sum()
  if (at < tokens.length) throw unexpected(tokens[at])
  return { evaluate, uses }
}

/** Maximum length of a formula, in characters. A longer one could exceed the parser's call stack. */
export const MOST_FORMULA = 1_000

/**
 * Parses an arithmetic formula: numbers, variables, `+ - * / % ^`, parentheses and the functions `abs`, `ceil`, `floor`,
 * `round`, `sqrt`, `min` and `max`. Never throws and evaluates no code.
 */
export const parseFormula = (formula: string): ParsedFormula => {
  if (formula.trim() === '') return { ok: false, why: 'it is empty' }
  if (formula.length > MOST_FORMULA) return { ok: false, why: `it has more than ${MOST_FORMULA} characters` }
  try {
    return { ok: true, ...parseTokens(tokensOf(formula)) }
  } catch (thrown) {
    return { ok: false, why: thrown instanceof Error ? thrown.message : 'it cannot be read' }
  }
}
