import type { FieldId } from '@hookwright/model'

/** The inputs of a case: its two values, and how they are compared. */
export const caseIds = (id: FieldId) => ({
  left: `left.${id}`,
  operator: `operator.${id}`,
  right: `right.${id}`
})

/** The block of what no case holds for. */
export const OTHERWISE: FieldId = 'else'
