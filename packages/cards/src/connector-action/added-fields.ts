import type { FieldsSetting } from '@hookwright/engine'
import { one } from '@hookwright/model'

/** Setting for the fields that the user adds to an extensible group of an action. */
export const addedFieldsSetting = (group: { id: string; name: string }): FieldsSetting => ({
  kind: 'fields',
  key: 'added',
  within: group.id,
  noun: 'Field',
  of: 'inputs',
  group: group.name,
  named: 'label',
  parts: ['type'],
  fresh: (id, label) => ({ id, label, fieldType: 'text-field', dataType: one('text'), required: false })
})
