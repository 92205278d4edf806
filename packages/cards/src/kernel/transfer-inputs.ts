import type { Field, FieldId, FlowSignature } from '@hookwright/model'

/** Returns true if two labels are equal regardless of case. */
export const sameLabel = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase()

/**
 * Returns the input values for a newly chosen helper flow. If the previous flow had an input with the same
 * label, its value is kept. Otherwise, a Text input gets the value that `ofLabel` returns for its label.
 */
export const transferInputs = <Handed>(params: {
  /** Helper flow that was chosen previously. */
  before: Pick<FlowSignature, 'inputs'> | undefined
  handed: Record<FieldId, Handed>
  helper: Pick<FlowSignature, 'inputs'>
  ofLabel: (label: string) => Handed | undefined
}): Record<FieldId, Handed> => {
  const { before, handed, helper, ofLabel } = params
  const transferred = (label: string): Handed | undefined => {
    const old = before?.inputs.find(input => sameLabel(input.label, label))
    return old !== undefined && Object.hasOwn(handed, old.id) ? handed[old.id] : undefined
  }
  const alike = ({ label, dataType }: Field): Handed | undefined =>
    dataType.kind === 'text' && !dataType.list ? ofLabel(label) : undefined
  return Object.fromEntries(
    helper.inputs.flatMap((input): [FieldId, Handed][] => {
      const found = transferred(input.label) ?? alike(input)
      return found === undefined ? [] : [[input.id, found]]
    })
  )
}
