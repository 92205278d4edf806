import { isJsonObject } from '../kernel/json.ts'

type Change = (text: string) => string

/**
 * Names of members whose texts are structure, such as kinds and codes, and not values. These texts are never
 * changed.
 */
const structural: ReadonlySet<string> = new Set([
  'is',
  'code',
  'at',
  'path',
  'stoppedAt',
  'status',
  'from',
  'to',
  'method',
  'answered',
  'by',
  'until'
])
const none: ReadonlySet<string> = new Set()

const inTexts = (value: unknown, change: Change, kept: ReadonlySet<string>): unknown => {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map(item => inTexts(item, change, kept))
  if (!isJsonObject(value)) return value
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, kept.has(name) ? item : inTexts(item, change, kept)])
  )
}

/** Changes every text in a value. Member names and numbers stay. */
export const changeTexts = (value: unknown, change: Change): unknown => inTexts(value, change, none)

/** Changes the texts of a run's status or step; names, numbers and structural members stay. */
export const changeRunTexts = (value: unknown, change: Change): unknown => inTexts(value, change, structural)
