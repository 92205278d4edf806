import type { OutputPort } from '@hookwright/engine'
import { type Field, FieldLabel, type Flow, one } from '@hookwright/model'
import { helperFlow } from '../helper-flow/card.ts'
import { returnCard } from '../return/card.ts'
import { filled, rowOfCards } from '../template/build-template.ts'

/**
 * Returns a template helper flow that runs after an error of a card. It returns the outputs of the card,
 * which are empty at first.
 */
export const errorFlowTemplate = (outputs: readonly OutputPort[], newId: () => string): Flow => {
  // Labels that differ only in case are one field.
  const byLabel = new Map(outputs.toReversed().map(port => [port.label.toLowerCase(), port]))
  const fields = outputs
    .filter(
      port => FieldLabel.safeParse(port.label).success && byLabel.get(port.label.toLowerCase()) === port
    )
    .map(
      ({ label, type }): Field => ({
        id: newId(),
        label,
        fieldType: 'text-field',
        dataType: type.kind === 'any' ? { ...one('object'), list: type.list } : type,
        required: false
      })
    )
  return rowOfCards(filled(helperFlow, newId()), filled(returnCard, newId(), { config: { fields } }))
}
