import { applyEdit, type Flow, type Json, type Path, type Receiving } from '@hookwright/model'
import { acceptProposal } from '../return-outputs/accept-proposal.ts'
import { applyOutputs } from '../return-outputs/apply-outputs.ts'
import { returnOutputs } from '../return-outputs/card.ts'
import { outputsDraftOf } from '../return-outputs/outputs-draft.ts'
import { markGuesses, outputsFromSamples } from '../return-outputs/outputs-from-samples.ts'
import { fieldsOfProposal, keyOfProposed } from '../return-outputs/proposed-output.ts'
import { filled, rowOfCards } from '../template/build-template.ts'
import { webhookEvent } from '../webhook-event/card.ts'

/**
 * Returns a template event with receiving rules. Its outputs are the values of a sample body, each mapped to
 * its path. With `list`, each record is an event.
 */
export const webhookEventTemplate = ({
  receiving,
  sample,
  list,
  isDocumented = false,
  newId
}: {
  receiving: Receiving
  /** Parsed body; undefined for none. */
  sample: unknown
  /** Path of the list of records in the body. `null` if each request is a single event. */
  list: Path | null
  /** True if the sample comes from documentation. The types of its outputs are then not guesses. */
  isDocumented?: boolean
  /** Returns a new id for a card or a field. */
  newId: () => string
}): Flow => {
  const rules: Json = JSON.parse(JSON.stringify(receiving))
  const start = filled(webhookEvent, newId(), {
    config: { options: [], registrationFlowId: null, deregistrationFlowId: null, receiving: rules }
  })
  const last = filled(returnOutputs, newId())
  const flow = rowOfCards(start, last)
  const samples = sample === undefined ? [] : [sample]
  const proposed = outputsFromSamples(samples, list)
  const proposal = isDocumented ? proposed : markGuesses(proposed, samples)
  const config = { groups: [], runMode: false }
  const draft = acceptProposal(outputsDraftOf(config, {}), {
    proposal,
    chosen: new Set(fieldsOfProposal(proposal).map(({ path }) => keyOfProposed(path))),
    ends: { start: start.id, card: last.id },
    newId
  })
  const edited = applyEdit(flow, {
    kind: 'all',
    edits: applyOutputs(last, config, draft)
  })
  return edited.ok ? edited.flow : flow
}
