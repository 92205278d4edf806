/** Returns the DOM id of the control for a field's label. */
export const labelControlId = (field: string): string => `label-of-${field}`
