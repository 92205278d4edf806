import type { FieldId } from '@hookwright/model'

/** Id of an action start card's output that lists the outputs selected by the user, by label. */
export const SELECTED_OUTPUTS: FieldId = 'selected-outputs'

/** Returns the id of the output with the fields that users added to an extensible group, by label. */
export const extensiblePortId = (group: FieldId): FieldId => `added.${group}`
