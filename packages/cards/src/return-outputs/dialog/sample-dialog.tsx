import { type Json as JsonValue, parseJson } from '@hookwright/model'
import { Button, Dialog, TextArea } from '@hookwright/ui'
import { useState } from 'react'
import { whyNotJson } from '../../json-parse/why-not-json.ts'
import type { Sample } from '../../workbench.ts'
import type { OutputsDraft } from '../outputs-draft.ts'
import type { Proposal } from '../outputs-from-sample.ts'
import {
  isDead,
  keyOfProposed,
  type MappingEnds,
  readyFor,
  type Standing,
  standingOf
} from '../proposed-output.ts'
import { ProposalPart, useProposal } from './proposal-part.tsx'

/** How each proposed output stands to the draft, by its key. */
const standingsOf = (
  proposal: Proposal,
  draft: OutputsDraft,
  ends: MappingEnds
): ReadonlyMap<string, Standing> => {
  const ready = readyFor(draft, proposal)
  return new Map(
    proposal.groups.flatMap(group =>
      group.fields.map(field => [keyOfProposed(field.path), standingOf(ready, proposal, group, field, ends)])
    )
  )
}

const counted = (count: number): string => (count === 1 ? '1 output' : `${count} outputs`)

/** What taking these would do: “Add 2 outputs and map 1”. */
const wordsFor = (taken: Standing[]): string => {
  const added = taken.filter(({ is }) => is === 'new' || is === 'returned').length
  const mapped = taken.length - added
  if (taken.length === 0) return 'Add outputs'
  if (mapped === 0) return `Add ${counted(added)}`
  return added === 0 ? `Map ${counted(mapped)}` : `Add ${counted(added)} and map ${mapped}`
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
  const standings = standingsOf(proposal, draft, ends)
  // At first all is ticked but what is returned from its place already, or from another one that gives something here.
  const isWanted = (standing: Standing): boolean =>
    standing.is === 'mapped-elsewhere'
      ? isDead(standing.from, proposal, ends, body)
      : standing.is === 'new' || standing.is === 'unmapped'
  const chosen =
    ticked ?? new Set([...standings].filter(([, standing]) => isWanted(standing)).map(([key]) => key))
  const taken = [...standings].filter(([key]) => chosen.has(key)).map(([, standing]) => standing)
  const isShown = sample !== null || parsed?.ok === true

  const take = (): void => {
    if (taken.length === 0) return
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
          <Button look="primary" disabled={taken.length === 0} onClick={take}>
            {wordsFor(taken)}
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
