import { isJsonObject, type Path, pill, sameJson, valueAt } from '@hookwright/model'
import { Notice, RadioGroup } from '@hookwright/ui'
import { useMemo } from 'react'
import { batchIn, listsIn } from '../lists-in-samples.ts'
import type { OutputsDraft } from '../outputs-draft.ts'
import { markGuesses, namesOfResponse, outputsFromSamples, type Proposal } from '../outputs-from-samples.ts'
import { type MappingEnds, nameOfFed, nameOfPlace, readyFor, rootOf } from '../proposed-output.ts'
import { LIST } from '../records.ts'
import { ProposalList } from './proposal-list.tsx'

/** Value of the dropdown entry for “no list”. */
const NONE = 'none'

const keyOf = (list: Path | null): string => (list === null ? NONE : JSON.stringify(list))

/**
 * Returns paths in these bodies that may be the list of records. Without Run mode, also `null` for no list.
 */
const listsFor = (bodies: readonly unknown[], runMode: boolean): (Path | null)[] => {
  const lists: (Path | null)[] = listsIn(bodies).map(({ path }) => path)
  if (!runMode) return [...lists, null]
  // With Run mode on, an object that holds no list counts as a list of one.
  return lists.length === 0 && bodies.some(isJsonObject) ? [[]] : lists
}

const labelOf = (bodies: readonly unknown[], list: Path | null): string => {
  if (list === null) return 'The body is a single event, not a list'
  const count = listsIn(bodies).find(({ path }) => keyOf(path) === keyOf(list))?.count
  const name = nameOfPlace('Body', list)
  if (count === undefined) return `${name}, as a list of one record`
  return `${name}: ${count === 1 ? '1 record' : `${count} records`}, with Run mode`
}

/** Returns the path of the mapped list of records if it is in the body; otherwise `null`. */
const mappedList = ({ runMode, inputs }: OutputsDraft, ends: MappingEnds): Path | null => {
  const from = runMode && Object.hasOwn(inputs, LIST) ? inputs[LIST] : undefined
  return from?.kind === 'pill' && from.field === rootOf(ends).field ? from.path : null
}

/**
 * Returns the path of the list of records: the user's choice, otherwise the mapped list, otherwise the most
 * likely list in the bodies. `null` for no list.
 */
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
 * Hook that proposes outputs for received bodies, with the chosen or most likely list of records. A type is
 * marked as a guess unless a JSON Schema or the samples determine it.
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

/**
 * Part that shows a proposal for received bodies: a choice of the list of records, and the outputs to add.
 */
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
          Run mode has one group, so your {draft.groups.length} groups will be merged into “
          {draft.groups[0]?.name}” first.
        </Notice>
      )}
      {list !== undefined && place !== null && !sameJson(list, place) && (
        <Notice tone="info">
          The list of records is currently mapped to {nameOfFed(list, ends)} and will be mapped to{' '}
          {nameOfPlace(rootOf(ends).label, place.path)}.
        </Notice>
      )}
      {proposal.groups.length === 0 ? (
        <p className="m-0 text-body text-ink-2">
          {ends.single
            ? 'This sample has no values that can become outputs. Use a real response that is a JSON object.'
            : 'This body has no values that can become outputs. Use the body of a real event.'}
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
