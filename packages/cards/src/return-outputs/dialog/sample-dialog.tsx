import { type Json as JsonValue, parseJson } from '@hookwright/model'
import { Button, Dialog, TextArea } from '@hookwright/ui'
import { useState } from 'react'
import { whyNotJson } from '../../json-parse/why-not-json.ts'
import type { Sample } from '../../workbench.ts'
import {
  fieldsOfProposal,
  keyOfProposed,
  labelFedFrom,
  type MappingEnds,
  outputFor,
  readyFor
} from '../accept-proposal.ts'
import type { OutputsDraft } from '../outputs-draft.ts'
import type { Proposal } from '../outputs-from-sample.ts'
import { ProposalPart, useProposal } from './proposal-part.tsx'

/** What is ticked at first: all but what is there and mapped already, under this label or another one. */
const freshOf = (proposal: Proposal, draft: OutputsDraft, ends: MappingEnds): ReadonlySet<string> => {
  const ready = readyFor(draft, proposal)
  return new Set(
    proposal.groups.flatMap(group =>
      group.fields
        .filter(
          field =>
            outputFor(ready, group, field)?.mapped !== true &&
            labelFedFrom(ready, proposal, field, ends) === null
        )
        .map(({ path }) => keyOfProposed(path))
    )
  )
}

/** Proposes outputs for a body, which is pasted or was delivered, and lets the maker take some or all of them. */
export const SampleDialog = ({
  draft,
  sample,
  ends,
  onTake,
  onClose
}: {
  draft: OutputsDraft
  /** The delivery that was chosen; null to paste a body. */
  sample: Sample | null
  ends: MappingEnds
  /** The body is told where it was pasted. */
  onTake: (proposal: Proposal, chosen: ReadonlySet<string>, pasted: JsonValue | null) => void
  onClose: () => void
}) => {
  const [text, setText] = useState('')
  const [picked, setPicked] = useState<string | null>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null)
  const parsed = sample === null && text.trim() !== '' ? parseJson(text) : null
  const body: unknown = sample === null ? (parsed?.ok ? parsed.value : null) : sample.values.body
  const proposal = useProposal(body, draft, picked)
  const chosen = ticked ?? freshOf(proposal, draft, ends)
  const count = fieldsOfProposal(proposal).filter(({ path }) => chosen.has(keyOfProposed(path))).length
  const isShown = sample !== null || parsed?.ok === true

  const take = (): void => {
    if (count === 0) return
    // What was parsed from JSON is JSON.
    onTake(proposal, chosen, sample === null ? (body as JsonValue) : null)
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={sample === null ? 'From sample JSON' : `From ${sample.name}`}
      description="Outputs are proposed with their types, and mapped to where their values stand."
      size="w-180 max-h-170 max-md:h-full max-md:rounded-none"
      onApply={take}
      foot={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button look="primary" disabled={count === 0} onClick={take}>
            {count === 0 ? 'Add outputs' : count === 1 ? 'Add 1 output' : `Add ${count} outputs`}
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        {sample === null && (
          <TextArea
            label="Sample of a body"
            rows={5}
            spellCheck={false}
            placeholder={'{ "user": { "id": "u_12", "active": true } }'}
            value={text}
            error={
              parsed?.ok === false
                ? `This was not read, since ${whyNotJson[parsed.why]}; mend it here.`
                : null
            }
            inputClass="max-h-60 font-code text-code"
            onValueChange={next => {
              setText(next)
              setPicked(null)
              setTicked(null)
            }}
          />
        )}
        {isShown && (
          <ProposalPart
            body={body}
            draft={draft}
            proposal={proposal}
            ends={ends}
            chosen={chosen}
            onList={key => {
              setPicked(key)
              setTicked(null)
            }}
            onChosen={setTicked}
          />
        )}
      </div>
    </Dialog>
  )
}
