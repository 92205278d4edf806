import { isJsonObject, type Path, pill, sameJson, valueAt } from '@hookwright/model'
import { Notice, RadioGroup } from '@hookwright/ui'
import { useMemo } from 'react'
import { batchIn, listsIn } from '../lists-in-samples.ts'
import type { OutputsDraft } from '../outputs-draft.ts'
import { markGuesses, namesOfResponse, outputsFromSamples, type Proposal } from '../outputs-from-samples.ts'
import { type MappingEnds, nameOfFed, nameOfPlace, readyFor, rootOf } from '../proposed-output.ts'
import { LIST } from '../records.ts'
import { ProposalList } from './proposal-list.tsx'

/** Stands for no list among the lists of a sample. */
const NONE = 'none'

const keyOf = (list: Path | null): string => (list === null ? NONE : JSON.stringify(list))

/** Returns the paths that may be the list of records in these bodies; null is offered unless Run mode is on. */
const listsFor = (bodies: readonly unknown[], runMode: boolean): (Path | null)[] => {
  const lists: (Path | null)[] = listsIn(bodies).map(({ path }) => path)
  if (!runMode) return [...lists, null]
  // With Run mode on, an object that holds no list counts as a list of one.
  return lists.length === 0 && bodies.some(isJsonObject) ? [[]] : lists
}

const labelOf = (bodies: readonly unknown[], list: Path | null): string => {
  if (list === null) return 'No list: the body is a single event'
  const count = listsIn(bodies).find(({ path }) => keyOf(path) === keyOf(list))?.count
  const name = nameOfPlace('Body', list)
  if (count === undefined) return `${name}, as a list of one record`
  return `${name}: ${count === 1 ? '1 record' : `${count} records`}, with Run mode`
}

/** Returns the path of the mapped list of records, if it is inside the body. */
const mappedList = ({ runMode, inputs }: OutputsDraft, ends: MappingEnds): Path | null => {
  const from = runMode && Object.hasOwn(inputs, LIST) ? inputs[LIST] : undefined
  return from?.kind === 'pill' && from.field === rootOf(ends).field ? from.path : null
}

/** A choice of the list of records: what was chosen, is mapped, or the bodies seem to be about, in this order. */
const listOf = (
  bodies: readonly unknown[],
  draft: OutputsDraft,
  picked: string | null,
  ends: MappingEnds
): Path | null => {
  if (ends.single) return null
  const lists = listsFor(bodies, draft.runMode)
  const mapped = mappedList(draft, ends)
  const isThere = mapped !== null && lists.some(list => keyOf(list) === keyOf(mapped))
  const wanted = picked ?? keyOf(isThere ? mapped : batchIn(bodies))
  const found = lists.find(list => keyOf(list) === wanted)
  return found === undefined ? (lists.at(draft.runMode ? 0 : -1) ?? null) : found
}

/**
 * Returns the outputs to propose for received bodies, and the list of records that the person chose or that is most likely meant.
 * Types that are not declared in a JSON Schema are marked as guesses where the samples leave them open.
 */
export const useProposal = (
  bodies: readonly unknown[],
  draft: OutputsDraft,
  picked: string | null,
  { ends, isDeclared }: { ends: MappingEnds; isDeclared: boolean }
): Proposal =>
  useMemo(() => {
    const names = ends.single ? namesOfResponse : undefined
    const proposal = outputsFromSamples(bodies, listOf(bodies, draft, picked, ends), names)
    return isDeclared ? proposal : markGuesses(proposal, bodies)
  }, [bodies, draft, picked, ends, isDeclared])

/** Proposal from bodies: whether they are lists of records, and the outputs to add. */
export const ProposalPart = ({
  bodies,
  draft,
  proposal,
  ends,
  chosen,
  onList,
  onChosen
}: {
  bodies: readonly unknown[]
  draft: OutputsDraft
  proposal: Proposal
  ends: MappingEnds
  chosen: ReadonlySet<string>
  onList: (key: string) => void
  onChosen: (chosen: ReadonlySet<string>) => void
}) => {
  const lists = ends.single ? [] : listsFor(bodies, draft.runMode)
  const { list: path } = proposal
  const records = path === null ? bodies : bodies.flatMap(body => valueAt(body, path))
  const list = Object.hasOwn(draft.inputs, LIST) ? draft.inputs[LIST] : undefined
  const place = proposal.list === null ? null : pill(ends.start, rootOf(ends).field, proposal.list)
  const merges = proposal.list !== null && !draft.runMode && draft.groups.length > 1
  return (
    <div className="flex min-w-0 flex-col gap-3">
      {lists.length > 1 && (
        <RadioGroup
          label="List of records"
          choices={lists.map(list => ({ value: keyOf(list), label: labelOf(bodies, list) }))}
          value={keyOf(proposal.list)}
          onValueChange={onList}
        />
      )}
      {merges && (
        <Notice tone="info">
          Run mode has one group, so your {draft.groups.length} groups are merged into “
          {draft.groups[0]?.name}” first.
        </Notice>
      )}
      {list !== undefined && place !== null && !sameJson(list, place) && (
        <Notice tone="info">
          The list of records is mapped to {nameOfFed(list, ends)}; it will be mapped to{' '}
          {nameOfPlace(rootOf(ends).label, place.path)}.
        </Notice>
      )}
      {proposal.groups.length === 0 ? (
        <p className="m-0 text-body text-ink-2">
          {ends.single
            ? 'This sample has no values for outputs. Use a real response, as an object.'
            : 'This body has no values for outputs. Use the body of a real event.'}
        </p>
      ) : (
        <ProposalList
          proposal={proposal}
          ends={ends}
          bodies={bodies}
          draft={readyFor(draft, proposal)}
          records={records}
          chosen={chosen}
          onChosen={onChosen}
        />
      )}
    </div>
  )
}
