/** Under which the rules that hold for all flows are kept. */
export const KEEPING_RULES = 'keeping'

const forAll = `exists (
  select 1 from settings where name = '${KEEPING_RULES}' and json_array_length(value, '$.redaction') > 0)`

/** That a rule is in force which takes values out of what arrives for a flow `f`, in SQL. */
export const isRuled = `(f.redaction is not null or ${forAll})`

/** That there is such a rule for any flow. */
export const hasRule = `(${forAll} or exists (select 1 from flows where redaction is not null))`
