import { z } from 'zod'

/** The thirteen ways to compare two values, in the order in which they are offered. */
export const operators = [
  'equal',
  'not-equal',
  'greater-or-equal',
  'less-or-equal',
  'greater',
  'less',
  'multiple-of',
  'in',
  'not-in',
  'has-key',
  'lacks-key',
  'is-empty',
  'is-not-empty'
] as const

/** One way to compare two values. */
export const Operator = z.enum(operators, 'The comparison is not one of those offered; choose it again.')
export type Operator = z.infer<typeof Operator>
