/** The id in the page of the control that a field's label is typed in. */
export const labelControlId = (field: string): string => `label-of-${field}`
