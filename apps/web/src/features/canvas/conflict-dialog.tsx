import { type ChangeLine, linesOfCard, nameOfCard, viewOf } from '@hookwright/engine'
import { type CardDifference, compareFlows } from '@hookwright/model'
import { Badge, Button, Dialog, Notice, type Tone } from '@hookwright/ui'
import { useState } from 'react'
import { ChangeTable } from '../comparison/change-table.tsx'
import { keepMine, type Settling, takeTheirs } from './commands/settle.ts'
import type { LoadedFlow } from './flow-doc/flow-doc-state.ts'
import { useCanvas, useDoc, useDrawing, useUiState } from './use-canvas.tsx'

const words: Record<CardDifference['is'], { tone: Tone; say: string }> = {
  added: { tone: 'ok', say: 'Only in your version' },
  removed: { tone: 'info', say: 'Only in the saved version' },
  changed: { tone: 'warn', say: 'Changed' },
  moved: { tone: 'neutral', say: 'Moved' }
}

const Difference = ({ difference, lines }: { difference: CardDifference; lines: ChangeLine[] }) => {
  const { specs } = useCanvas()
  const card = difference.is === 'removed' ? difference.before : difference.after
  return (
    <li className="flex flex-col gap-2 rounded-s border border-line p-3">
      <div className="flex items-center gap-2">
        <span className="text-label text-ink">{nameOfCard(card, specs.get(card.type))}</span>
        <Badge tone={words[difference.is].tone}>{words[difference.is].say}</Badge>
      </div>
      {lines.length > 0 && <ChangeTable lines={lines} before="Saved version" after="Your version" />}
    </li>
  )
}

const Comparison = ({ theirs }: { theirs: LoadedFlow }) => {
  const { specs, catalog } = useCanvas()
  const mine = useDrawing(drawing => drawing.view)
  const differences = compareFlows(theirs.doc, mine.flow)
  const before = viewOf(theirs.doc, specs, catalog())
  if (differences.length === 0)
    return <p className="m-0 text-body text-ink-2">Both versions have the same cards in the same order.</p>
  return (
    <ul className="m-0 flex list-none flex-col gap-2 p-0" aria-label="Differences">
      {differences.map(difference => (
        <Difference
          key={difference.id}
          difference={difference}
          lines={linesOfCard(difference, before, mine)}
        />
      ))}
    </ul>
  )
}

/**
 * Dialog for a flow that another tab or person saved after it was opened here.
 *
 * It offers to load the saved draft, to save the local draft as a new flow, or to compare both. No choice is
 * preselected.
 */
export const ConflictDialog = ({ settling }: { settling: Settling }) => {
  const canvas = useCanvas()
  const open = useUiState(ui => ui.dialog === 'conflict')
  const draftNo = useDoc(doc => doc.draftNo)
  // Somebody else may have saved after the other tab; then it is their version.
  const isOwnTab = useUiState(ui => ui.savedInTab !== null && ui.savedInTab > draftNo)
  const [theirs, setTheirs] = useState<LoadedFlow | null>(null)
  const close = (): void => {
    setTheirs(null)
    canvas.ui.setState({ dialog: null })
  }
  const foot = (
    <>
      {theirs === null && <Button onClick={() => void settling.theirs().then(setTheirs)}>Compare</Button>}
      <Button onClick={() => void keepMine(canvas, settling).then(() => setTheirs(null))}>
        Save my version as a copy
      </Button>
      <Button onClick={() => void takeTheirs(canvas, settling).then(() => setTheirs(null))}>
        {isOwnTab ? 'Use the other tab’s version' : 'Use their version'}
      </Button>
    </>
  )
  return (
    <Dialog
      open={open}
      onOpenChange={next => !next && close()}
      title={isOwnTab ? 'You saved this flow in another tab' : 'Someone else saved this flow'}
      foot={foot}
      size={theirs === null ? 'w-md' : 'w-200'}
    >
      {theirs === null ? (
        <Notice tone="warn">
          {isOwnTab
            ? 'You saved this flow in another tab after opening it here.'
            : 'Another person, or you in another browser, saved this flow after you opened it.'}{' '}
          Your changes are kept in this browser until you choose a version.
        </Notice>
      ) : (
        <Comparison theirs={theirs} />
      )}
    </Dialog>
  )
}
