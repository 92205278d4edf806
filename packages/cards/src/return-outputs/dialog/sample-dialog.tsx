import { type Json as JsonValue, parseJson } from '@hookwright/model'
import { Button, Dialog, RadioGroup, TextArea } from '@hookwright/ui'
import { Plus } from 'lucide-react'
import { useMemo, useState } from 'react'
import { whyNotJson } from '../../json-parse/card.ts'
import type { Sample } from '../../view/workbench.ts'
import type { OutputsDraft } from '../outputs-draft.ts'
import type { Proposal, ProposedField } from '../outputs-from-samples.ts'
import {
  confirmsGuess,
  fieldsOfProposal,
  isDead,
  keyOfProposed,
  type MappingEnds,
  type ProposalState,
  proposalStateOf,
  readyFor,
  rootOf
} from '../proposed-output.ts'
import { isSchema, samplesOfSchema } from '../samples-of-schema.ts'
import { ProposalPart, useProposal } from './proposal-part.tsx'

/**
 * Returns the state of each proposed output in the draft, such as new or already mapped, by the output's key.
 */
const standingsOf = (
  proposal: Proposal,
  draft: OutputsDraft,
  ends: MappingEnds
): ReadonlyMap<string, ProposalState> => {
  const ready = readyFor(draft, proposal)
  return new Map(
    proposal.groups.flatMap(group =>
      group.fields.map(field => [
        keyOfProposed(field.path),
        proposalStateOf(ready, proposal, group, field, ends)
      ])
    )
  )
}

const titleOf = ([name = '', ...more]: string[], { single }: MappingEnds): string => {
  if (single) return 'From the last test run'
  return more.length === 0 ? `From ${name}` : `From ${more.length + 1} deliveries`
}

const counted = (count: number): string => (count === 1 ? '1 output' : `${count} outputs`)

/** Formats the effect of adding these outputs, such as “Add 2 outputs and map 1”. */
const wordsFor = (taken: ProposalState[]): string => {
  const added = taken.filter(({ is }) => is === 'new' || is === 'returned').length
  const mapped = taken.length - added
  if (taken.length === 0) return 'Add outputs'
  if (mapped === 0) return `Add ${counted(added)}`
  return added === 0 ? `Map ${counted(mapped)}` : `Add ${counted(added)} and map ${mapped}`
}

/** Hook that reads pasted text as a body, or as the JSON Schema of a body. */
const usePasted = () => {
  const [text, setText] = useState('')
  const [asSample, setAsSample] = useState(false)
  const parsed = useMemo(() => (text.trim() === '' ? null : parseJson(text)), [text])
  const mayBeSchema = parsed?.ok === true && isSchema(parsed.value)
  const isRead = mayBeSchema && !asSample ? 'schema' : 'sample'
  const bodies = useMemo((): readonly unknown[] => {
    if (parsed?.ok !== true) return []
    return isRead === 'schema' ? samplesOfSchema(parsed.value) : [parsed.value]
  }, [parsed, isRead])
  return { text, setText, parsed, mayBeSchema, isRead, setAsSample, bodies }
}

/** Parses a pasted body. Returns an empty list if it is not JSON. */
const bodyIn = (text: string): unknown[] => {
  const parsed = text.trim() === '' ? null : parseJson(text)
  return parsed?.ok === true ? [parsed.value] : []
}

const guessesIn = (proposal: Proposal): 'none' | 'some' | 'all' => {
  const fields = fieldsOfProposal(proposal)
  if (fields.every(({ sure }) => sure)) return 'none'
  return fields.some(({ sure }) => sure) ? 'some' : 'all'
}

/** Notice saying that types are guesses if there are too few samples. Its buttons add more samples. */
const MoreSamples = ({
  others,
  guesses,
  onUseOthers,
  onPaste
}: {
  /** Number of received deliveries that are not used yet. */
  others: number
  /** Number of proposed types that are guesses: none, some or all of them. */
  guesses: 'none' | 'some' | 'all'
  onUseOthers: () => void
  onPaste: () => void
}) => (
  <div className="flex flex-wrap items-center gap-2">
    {guesses !== 'none' && (
      <p className="m-0 basis-full text-small text-ink-2">
        {guesses === 'all'
          ? 'One sample does not show which values vary. The types are guesses, and these outputs accept any value.'
          : 'Where no sample has a value, the type is a guess and the output accepts any value.'}{' '}
        Add another sample to check the types.
      </p>
    )}
    {others > 0 && (
      <Button size="card" onClick={onUseOthers}>
        {others === 1 ? 'Use 1 more delivery' : `Use ${others} more deliveries`}
      </Button>
    )}
    <Button size="card" icon={<Plus aria-hidden className="size-4" />} onClick={onPaste}>
      Add another sample
    </Button>
  </div>
)

/**
 * Dialog that proposes outputs from bodies that were pasted, described by a JSON Schema, or delivered. The
 * maker chooses which outputs to add.
 */
export const SampleDialog = ({
  draft,
  samples: chosenSamples,
  others,
  ends,
  onTake,
  onClose
}: {
  draft: OutputsDraft
  /** Chosen deliveries; empty to paste a body. */
  samples: readonly Sample[]
  /** Other deliveries that can be used as well. */
  others: readonly Sample[]
  ends: MappingEnds
  /** Called with the chosen outputs, and the body if it was pasted. */
  onTake: (proposal: Proposal, chosen: ReadonlySet<string>, pasted: JsonValue | null) => void
  onClose: () => void
}) => {
  const pasted = usePasted()
  const [picked, setPicked] = useState<string | null>(null)
  const [ticked, setTicked] = useState<ReadonlySet<string> | null>(null)
  const [samples, setSamples] = useState(chosenSamples)
  const [added, setAdded] = useState<readonly string[]>([])
  const pastes = chosenSamples.length === 0
  const sample = ends.single ? `a sample of “${rootOf(ends).label}”` : 'a body of the event,'
  const delivered = useMemo(() => samples.map(({ values }) => values[rootOf(ends).field]), [samples, ends])
  const first = pasted.bodies
  const bodies = useMemo(() => [...first, ...delivered, ...added.flatMap(bodyIn)], [first, delivered, added])
  const isDeclared = pastes && pasted.isRead === 'schema'
  const unused = others.filter(({ id }) => !samples.some(sample => sample.id === id))
  const proposal = useProposal(bodies, draft, picked, { ends, isDeclared })
  const standings = standingsOf(proposal, draft, ends)
  // At first all is ticked but what is returned from its place already, or from another one that gives something here;
  // what is returned with a guessed type is ticked where the samples are sure of it.
  const isWanted = (field: ProposedField): boolean => {
    const state = standings.get(keyOfProposed(field.path))
    switch (state?.is) {
      case 'mapped-elsewhere':
        return isDead(state.from, proposal, ends, bodies)
      case 'mapped':
        return confirmsGuess(draft, state.id, field)
      default:
        return state?.is === 'new' || state?.is === 'unmapped'
    }
  }
  const chosen =
    ticked ??
    new Set(
      fieldsOfProposal(proposal)
        .filter(isWanted)
        .map(({ path }) => keyOfProposed(path))
    )
  const taken = [...standings].filter(([key]) => chosen.has(key)).map(([, state]) => state)

  const startAnew = (): void => {
    setPicked(null)
    setTicked(null)
  }
  const take = (): void => {
    if (taken.length === 0) return
    // What was parsed from JSON is JSON.
    onTake(proposal, chosen, pastes ? (bodies[0] as JsonValue) : null)
    onClose()
  }

  return (
    <Dialog
      open
      onOpenChange={open => !open && onClose()}
      title={
        pastes
          ? 'From sample JSON'
          : titleOf(
              samples.map(each => each.name),
              ends
            )
      }
      description={`${pastes ? `Paste ${sample} or a JSON Schema of it. ` : ''}Outputs are suggested with their types and mapped to their values.`}
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
        {pastes && (
          <TextArea
            label={ends.single ? 'Sample of a response' : 'Sample of a body'}
            rows={5}
            spellCheck={false}
            placeholder={'{ "user": { "id": "u_12", "active": true } }'}
            value={pasted.text}
            error={
              pasted.parsed?.ok === false
                ? `The pasted text could not be read because ${whyNotJson[pasted.parsed.why]}. Fix it here.`
                : null
            }
            inputClass="max-h-60 font-code text-small"
            onValueChange={next => {
              pasted.setText(next)
              startAnew()
            }}
          />
        )}
        {pastes && pasted.mayBeSchema && (
          <RadioGroup
            label="Pasted content"
            choices={[
              { value: 'schema', label: ends.single ? 'A JSON Schema' : 'A JSON Schema of the body' },
              { value: 'sample', label: ends.single ? 'A sample' : 'A sample of the body' }
            ]}
            value={pasted.isRead}
            onValueChange={read => {
              pasted.setAsSample(read === 'sample')
              startAnew()
            }}
          />
        )}
        {added.map((text, index) => (
          <TextArea
            // Texts are only ever added at the end.
            // biome-ignore lint/suspicious/noArrayIndexKey: they have no other identity
            key={index}
            label={`Another sample ${index + 1}`}
            rows={3}
            spellCheck={false}
            value={text}
            error={text.trim() !== '' && bodyIn(text).length === 0 ? 'This is not JSON. Fix it here.' : null}
            inputClass="max-h-40 font-code text-small"
            onValueChange={next => {
              setAdded(added.with(index, next))
              setTicked(null)
            }}
          />
        ))}
        {bodies.length > 0 && !isDeclared && (
          <MoreSamples
            others={unused.length}
            guesses={guessesIn(proposal)}
            onUseOthers={() => {
              setSamples([...samples, ...unused])
              setTicked(null)
            }}
            onPaste={() => setAdded([...added, ''])}
          />
        )}
        {bodies.length > 0 && (
          <ProposalPart
            bodies={bodies}
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
