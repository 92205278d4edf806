import { partsOf } from '@hookwright/cards/faces'
import { nameOfCard } from '@hookwright/engine'
import type { Binding, Card } from '@hookwright/model'
import { Badge, Button, Dialog, Notice, type Tone } from '@hookwright/ui'
import { useState } from 'react'
import { keepMine, type Settling, takeTheirs } from './commands/settle.ts'
import { type CompareLine, compareLinesOf } from './compare-lines.ts'
import { type CardDifference, compareFlows } from './flow-doc/compare-flows.ts'
import type { LoadedFlow } from './flow-doc/flow-doc-state.ts'
import { lookOf } from './mapping/look-of.ts'
import { useCanvas, useDesk, useDrawing } from './use-canvas.tsx'

const words: Record<CardDifference['kind'], { tone: Tone; say: string }> = {
  'only-mine': { tone: 'ok', say: 'Only in yours' },
  'only-theirs': { tone: 'info', say: 'Only in theirs' },
  changed: { tone: 'warn', say: 'Changed' },
  moved: { tone: 'neutral', say: 'Moved' }
}

const Difference = ({ difference }: { difference: CardDifference }) => {
  const canvas = useCanvas()
  const drawing = useDrawing(all => all)
  const { kind, mine, theirs } = difference
  const card = mine ?? theirs
  const wordsOf = (binding: Binding): string =>
    partsOf(binding)
      .map(part => (typeof part === 'string' ? part : `{${lookOf(drawing, part).label}}`))
      .join('')
  const linesOf = (one: Card | undefined): Map<string, CompareLine> =>
    one === undefined
      ? new Map()
      : compareLinesOf(one, {
          spec: canvas.specs.get(one.type),
          surroundings: canvas.surroundings(),
          wordsOf
        })
  const myLines = linesOf(mine)
  const theirLines = linesOf(theirs)
  const keys = [...new Set([...myLines.keys(), ...theirLines.keys()])].filter(
    key => myLines.get(key)?.words !== theirLines.get(key)?.words
  )
  if (card === undefined) return null
  return (
    <li className="rounded-s border border-line p-3">
      <div className="flex items-center gap-2">
        <span className="text-label text-ink">{nameOfCard(card, canvas.specs.get(card.type))}</span>
        <Badge tone={words[kind].tone}>{words[kind].say}</Badge>
      </div>
      {kind === 'changed' && keys.length > 0 && (
        <table className="mt-2 w-full table-fixed border-collapse text-small">
          <thead>
            <tr className="text-left text-ink-3">
              <th className="w-1/4 font-normal">Field</th>
              <th className="font-normal">Yours</th>
              <th className="font-normal">Theirs</th>
            </tr>
          </thead>
          <tbody>
            {keys.map(key => (
              <tr key={key} className="border-t border-line align-top">
                <td className="py-1 pr-2 text-ink-2">{(myLines.get(key) ?? theirLines.get(key))?.label}</td>
                <td className="py-1 pr-2 break-words text-ink">{myLines.get(key)?.words ?? '–'}</td>
                <td className="py-1 break-words text-ink">{theirLines.get(key)?.words ?? '–'}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </li>
  )
}

const Comparison = ({ theirs }: { theirs: LoadedFlow }) => {
  const mine = useDrawing(drawing => drawing.flow)
  const differences = compareFlows(mine, theirs.doc)
  if (differences.length === 0)
    return <p className="m-0 text-body text-ink-2">Both drafts have the same cards in the same order.</p>
  return (
    <ul className="m-0 flex list-none flex-col gap-2 p-0" aria-label="Differences">
      {differences.map(difference => (
        <Difference key={difference.id} difference={difference} />
      ))}
    </ul>
  )
}

/** What to do when someone else saved the flow meanwhile: take theirs, keep mine beside it, or look at both first. */
export const ConflictDialog = ({ settling }: { settling: Settling }) => {
  const canvas = useCanvas()
  const open = useDesk(desk => desk.dialog === 'conflict')
  const [theirs, setTheirs] = useState<LoadedFlow | null>(null)
  const close = (): void => {
    setTheirs(null)
    canvas.desk.setState({ dialog: null })
  }
  const foot = (
    <>
      {theirs === null && <Button onClick={() => void settling.theirs().then(setTheirs)}>Compare</Button>}
      <Button onClick={() => void keepMine(canvas, settling).then(() => setTheirs(null))}>
        Keep mine as a copy
      </Button>
      <Button look="primary" onClick={() => void takeTheirs(canvas, settling).then(() => setTheirs(null))}>
        Take theirs
      </Button>
    </>
  )
  return (
    <Dialog
      open={open}
      onOpenChange={next => !next && close()}
      title="Someone else saved this flow"
      foot={foot}
      size={theirs === null ? 'w-md' : 'w-200'}
    >
      {theirs === null ? (
        <Notice tone="warn">
          The flow was saved from another tab or by another person since you opened it, so your changes were
          not saved over theirs. Yours are kept in this browser until you choose.
        </Notice>
      ) : (
        <Comparison theirs={theirs} />
      )}
    </Dialog>
  )
}
