/** Under which the rules that hold for all flows are kept. */
export const KEEPING_RULES = 'keeping'

/** That a rule is in force which takes values out of what arrives for a flow `f`, in SQL. */
export const isRuled = `(f.redaction is not null or exists (
  select 1 from settings where name = '${KEEPING_RULES}' and json_array_length(value, '$.redaction') > 0))`
