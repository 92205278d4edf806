/** The id in the page of the place where a field's label is typed. */
export const labelControlId = (field: string): string => `label-of-${field}`
