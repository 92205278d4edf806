import type { FieldId } from '@hookwright/model'

/**
 * Id of the output that lists the labels of the outputs that the user selected. An action's start card has
 * it.
 */
export const SELECTED_OUTPUTS: FieldId = 'selected-outputs'

/**
 * Returns the id of the output for an extensible group. Its value contains the fields that users added, keyed
 * by label.
 */
export const extensiblePortId = (group: FieldId): FieldId => `added.${group}`
