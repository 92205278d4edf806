import { type CardProblem, defineCard, outputs, ports } from '@hookwright/engine'
import { Fault, isExactNumber, one } from '@hookwright/model'
import { z } from 'zod'
import { namedInputs, namedInputsSetting } from '../kernel/named-inputs.ts'
import { MOST_FORMULA, parseFormula } from './parse-formula.ts'

/** Maximum number of exact digits of a number. */
const DIGITS = 15

const FormulaConfig = z.strictObject({
  formula: z
    .string()
    .max(MOST_FORMULA, 'A formula has at most 1,000 characters. Use another card for the rest.'),
  fields: namedInputs('variables')
})
type FormulaConfig = z.infer<typeof FormulaConfig>

/** Returns the problems of a formula: it is invalid, or uses an unknown variable. */
const checkFormula = ({ formula, fields }: FormulaConfig): CardProblem[] => {
  const parsed = parseFormula(formula)
  if (!parsed.ok) return [{ message: `The formula is invalid: ${parsed.why}. Write it as in (a + b) * 2.` }]
  const names = new Set(fields.map(field => field.label))
  return [...parsed.uses]
    .filter(name => !names.has(name))
    .map(name => ({
      message: `The formula uses “${name}”, but the card has no such variable. Add it, or change the formula.`
    }))
}

/** Card that computes an arithmetic formula. */
export const formula = defineCard<FormulaConfig>({
  type: 'formula',
  title: 'Formula',
  group: 'Number',
  docs: {
    summary: 'Number calculated with a formula',
    aliases: ['code', 'math', 'expression', 'calculate', 'compute', 'function', 'javascript', 'script'],
    help: 'Computes a number with a formula of variables, such as (a + b) * 2. It can use + - * / % (remainder) and ^ (power), parentheses, and the functions abs, ceil, floor, round, sqrt, min and max. Add a variable for each name, and map a number to it. The card fails if the result cannot be represented exactly; fractions are rounded to 15 digits.',
    example: {
      config: {
        formula: 'max(seats, 5) * price',
        fields: [
          { id: 'seats', label: 'seats' },
          { id: 'price', label: 'price' }
        ]
      },
      inputs: { seats: 3, price: 9.9 },
      outputs: { output: 49.5 }
    }
  },
  config: FormulaConfig,
  blank: () => ({
    config: {
      formula: 'a + b',
      fields: [
        { id: 'a', label: 'a' },
        { id: 'b', label: 'b' }
      ]
    }
  }),
  settings: [{ kind: 'text', key: 'formula', label: 'Formula' }, namedInputsSetting('Variable')],
  ports: ({ fields }) =>
    ports({
      inputs: fields.map(field => ({ ...field, type: one('number'), required: true })),
      outputs: [{ id: 'output', label: 'Output', type: one('number') }]
    }),
  check: checkFormula,
  /** Returns the result. Throws `card.failed` if the formula is invalid or has no exact result. */
  execute: ({ config, inputs, name }) => {
    const [problem] = checkFormula(config)
    if (problem !== undefined) throw new Fault('card.failed', { message: problem.message })
    const parsed = parseFormula(config.formula)
    const variables = new Map(config.fields.map(({ id, label }) => [label, Number(inputs[id])]))
    const result = parsed.ok ? parsed.evaluate(variables) : Number.NaN
    if (!isExactNumber(result)) {
      throw new Fault('card.failed', {
        message: `The formula of “${name}” has no exact result for these values. Check the mapped values.`
      })
    }
    const output = Number.isInteger(result) ? result : Number(result.toPrecision(DIGITS))
    return outputs({ output: output === 0 ? 0 : output })
  }
})
