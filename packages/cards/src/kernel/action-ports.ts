import type { FieldId } from '@hookwright/model'

/** Output of an action's start card that lists the outputs which the user selected, by label. */
export const SELECTED_OUTPUTS: FieldId = 'selected-outputs'

/** Id of the output that carries the fields which users added to an extensible group, by label. */
export const extensiblePortId = (group: FieldId): FieldId => `added.${group}`
