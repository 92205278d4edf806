import { type FieldId, FieldLabel, type FieldSource, fieldLimits, type HelperInputs } from '@hookwright/model'
import { type FieldDraft, labelErrors } from './field-draft.ts'

/**
 * Form values for the source of a dynamic group: the helper flow that lists its fields, and the flow's
 * inputs. `flowId` is null until a flow is chosen.
 */
export interface SourceDraft {
  flowId: string | null
  inputs: HelperInputs
}

/** Form values of a group of fields, with the name as typed. */
export interface GroupDraft<Draft extends FieldDraft = FieldDraft> {
  id: FieldId
  name: string
  fields: Draft[]
  /** Source of the fields of a dynamic group; absent for other groups. */
  source?: SourceDraft
}

/** Validation errors of groups and their fields, by id. */
export interface GroupErrors {
  groups: Record<FieldId, string>
  fields: Record<FieldId, string>
}

/** Returns a new dynamic group without a name or helper flow. */
export const dynamicGroup = (id: FieldId): GroupDraft<never> => ({
  id,
  name: '',
  fields: [],
  source: { flowId: null, inputs: {} }
})

/** Returns the form values for a stored source; nothing for a group that is not dynamic. */
export const sourceDraftOf = (dynamic: FieldSource | undefined): { source?: SourceDraft } =>
  dynamic === undefined ? {} : { source: { flowId: dynamic.flowId, inputs: dynamic.inputs } }

/** Returns the source to be stored; nothing until a helper flow is chosen. */
export const savedSourceOf = ({ source }: Pick<GroupDraft, 'source'>): { dynamic?: FieldSource } =>
  source === undefined || source.flowId === null
    ? {}
    : { dynamic: { flowId: source.flowId, inputs: source.inputs } }

/** Returns the DOM id of the field for a group's name. */
export const groupControlId = (group: FieldId): string => `name-of-${group}`

/** Returns the name of a group, or its number while it has no name. */
export const nameOfGroup = (groups: readonly GroupDraft[], group: GroupDraft): string =>
  group.name === '' ? `group ${groups.findIndex(each => each.id === group.id) + 1}` : group.name

/** Returns the fields of all groups, in order. */
export const fieldsIn = <Draft extends FieldDraft>(groups: readonly GroupDraft<Draft>[]): Draft[] =>
  groups.flatMap(group => group.fields)

/** Returns the groups with one group changed. */
export const changeGroup = <Group extends GroupDraft>(
  groups: readonly Group[],
  id: FieldId,
  change: (group: Group) => Group
): Group[] => groups.map(group => (group.id === id ? change(group) : group))

/** Returns the groups with one field changed. */
export const changeField = <Draft extends FieldDraft, Group extends GroupDraft<Draft>>(
  groups: readonly Group[],
  id: FieldId,
  change: (field: Draft) => Draft
): Group[] =>
  groups.map(group =>
    group.fields.some(field => field.id === id)
      ? { ...group, fields: group.fields.map(field => (field.id === id ? change(field) : field)) }
      : group
  )

/** Returns the groups without a field. */
export const withoutField = <Group extends GroupDraft>(groups: readonly Group[], id: FieldId): Group[] =>
  groups.map(group => ({ ...group, fields: group.fields.filter(field => field.id !== id) }))

/**
 * Returns the groups after moving a field to an index of the same or another group. Unchanged if the field or
 * the target group is missing, or the target is dynamic.
 */
export const moveField = <Group extends GroupDraft>(
  groups: Group[],
  id: FieldId,
  to: FieldId,
  index: number
): Group[] => {
  const moved = fieldsIn(groups).find(field => field.id === id)
  if (moved === undefined || !groups.some(each => each.id === to && each.source === undefined)) return groups
  return changeGroup(withoutField(groups, id), to, group => ({
    ...group,
    fields: group.fields.toSpliced(index, 0, moved)
  }))
}

const nameErrorOf = (group: GroupDraft, groups: readonly GroupDraft[]): string | null => {
  if (group.name === '') return 'A group needs a name. Enter one.'
  if (group.name.length > fieldLimits.label)
    return `A group name has at most ${fieldLimits.label} characters. Shorten it.`
  if (!FieldLabel.safeParse(group.name).success)
    return 'A group name may contain letters, digits, spaces, - and _, with no space at either end.'
  const name = group.name.toLowerCase()
  const twice = groups.some(other => other.id !== group.id && other.name.toLowerCase() === name)
  return twice ? `Two groups are named “${group.name}”. Rename one of them.` : null
}

const countErrorOf = (group: GroupDraft, index: number, noun: string, isOnly: boolean): string | null => {
  if (index >= fieldLimits.groups)
    return `${noun} can have at most ${fieldLimits.groups} groups. Remove “${group.name}” or another group.`
  if (group.fields.length <= fieldLimits.fields) return null
  const instead = isOnly ? 'Remove some fields.' : 'Move some to another group, or remove them.'
  return `A group can have at most ${fieldLimits.fields} fields, but “${group.name}” has ${group.fields.length}. ${instead}`
}

/**
 * Returns validation errors of groups: missing or duplicate names and labels, and too many groups or fields.
 * @param noun owner of the groups, as the start of a sentence: “An event”
 */
export const validateGroups = (
  groups: readonly GroupDraft[],
  { noun, isOnly = false }: { noun: string; isOnly?: boolean }
): GroupErrors => ({
  groups: Object.fromEntries(
    groups.flatMap((group, index) => {
      const error = nameErrorOf(group, groups) ?? countErrorOf(group, index, noun, isOnly)
      return error === null ? [] : [[group.id, error]]
    })
  ),
  fields: Object.assign({}, ...groups.map(group => labelErrors(group.fields)))
})

/** Lists the validation errors of groups in display order, each with the id of its group or field. */
export const listGroupErrors = (
  groups: readonly GroupDraft[],
  errors: GroupErrors
): { id: FieldId; error: string }[] =>
  groups.flatMap(group => {
    const ids = [group.id, ...group.fields.map(field => field.id)]
    return ids.flatMap(id => {
      const error = id === group.id ? errors.groups[id] : errors.fields[id]
      return error === undefined ? [] : [{ id, error }]
    })
  })
