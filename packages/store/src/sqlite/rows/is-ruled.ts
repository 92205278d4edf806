/** Under which the rules that hold for all flows are kept. */
export const KEEPING_RULES = 'keeping'

const forAll = `exists (
  select 1 from settings where name = '${KEEPING_RULES}' and json_array_length(value, '$.redaction') > 0)`

/** SQL condition: a redaction rule applies to flow `f`. */
export const isRuled = `(f.redaction is not null or ${forAll})`

/** SQL condition: a redaction rule applies to any flow. */
export const hasRule = `(${forAll} or exists (select 1 from flows where redaction is not null))`
