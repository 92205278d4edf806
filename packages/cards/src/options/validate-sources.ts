import type { Catalog } from '@hookwright/engine'
import type { Field } from '@hookwright/model'
import { forFieldsOf, formatNoFieldsHelper } from '../kernel/check-dynamic.ts'
import { validateHelperInputs } from '../kernel/option-rules.ts'
import { type GroupDraft, nameOfGroup } from '../view/fields-editor/group-draft.ts'
import type { OptionError, OptionErrorPlace } from './validate-options.ts'

/** Returns the validation errors of the helper flows of dynamic groups, by group. */
export const validateSources = (
  groups: readonly GroupDraft[],
  options: readonly Field[],
  flows: Catalog['flows']
): OptionError[] =>
  groups.flatMap(group => {
    const { source } = group
    if (source === undefined) return []
    const name = nameOfGroup(groups, group)
    const error = (at: OptionErrorPlace, message: string): OptionError => ({ option: group.id, at, message })
    if (source.flowId === null)
      return [
        error({ part: 'values' }, `The group “${name}” has no helper flow for its fields yet. Choose one.`)
      ]
    const flow = flows.get(source.flowId)
    if (flow === undefined)
      return [
        error(
          { part: 'values' },
          `The helper flow of the group “${name}” was deleted or is not a helper flow. Choose another one.`
        )
      ]
    if (flow.kind !== 'helper') return [error({ part: 'values' }, formatNoFieldsHelper(name, flow))]
    const about = { ...forFieldsOf(name), flow, inputs: source.inputs, earlier: options }
    return validateHelperInputs(about).map(({ input, message }) => error({ part: 'input', input }, message))
  })

/**
 * Returns true if a validation error prevents applying a group: a dynamic group without a helper flow cannot
 * be stored.
 */
export const blocksGroup = ({ option }: OptionError, groups: readonly GroupDraft[]): boolean =>
  groups.some(({ id, source }) => id === option && source?.flowId === null)
