import { dialogOf, useWorkbench } from '@hookwright/cards/views'
import { holdKeys } from '@hookwright/ui'
import { useSearch } from '@tanstack/react-router'
import { Suspense, useEffect, useLayoutEffect } from 'react'
import { goToCard } from './commands/choose.ts'
import { useCanvas, useDrawn, useUiState } from './use-canvas.tsx'

/** Focuses the button for a card's dialog when that dialog closes, even if a URL opened it. */
const useFocusBack = (card: string, dialog: string): void => {
  const canvas = useCanvas()
  useEffect(
    () => () =>
      void requestAnimationFrame(() => {
        if (document.activeElement !== document.body) return
        const place = `[data-card="${CSS.escape(card)}"] [data-dialog="${CSS.escape(dialog)}"]`
        const opener = document.querySelector<HTMLElement>(place)
        // A dialog that the menu opened may have no control on the card.
        if (opener === null) goToCard(canvas, card)
        else opener.focus({ preventScroll: true })
      }),
    [canvas, card, dialog]
  )
}

/** Buffers the keys pressed while a dialog loads, and replays them in the dialog. */
const HeldKeys = () => {
  useLayoutEffect(() => holdKeys(), [])
  return null
}

const DialogOf = ({ id, name, at }: { id: string; name: string; at: string | undefined }) => {
  const drawn = useDrawn(id)
  useFocusBack(id, name)
  const Dialog = drawn === undefined ? null : dialogOf(drawn.spec, name)
  if (drawn === undefined || Dialog === null) return null
  return (
    <Suspense fallback={<HeldKeys />}>
      <Dialog card={drawn.card} spec={drawn.spec} at={at} />
    </Suspense>
  )
}

/** Opens the card dialog that a command requested, by adding its name to the URL. */
const useAskedDialog = (): void => {
  const canvas = useCanvas()
  const asked = useUiState(ui => ui.asked)
  const { openDialog } = useWorkbench()
  useEffect(() => {
    if (asked === null) return
    canvas.ui.setState({ asked: null })
    openDialog(asked.card, asked.dialog)
  }, [asked, canvas, openDialog])
}

/** Card dialog named in the URL. Renders nothing if the card or the dialog does not exist. */
export const CardDialog = () => {
  useAskedDialog()
  const { card, dialog, field } = useSearch({ strict: false })
  if (card === undefined || dialog === undefined) return null
  return <DialogOf key={dialog} id={card} name={dialog} at={field} />
}
