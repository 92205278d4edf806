import type { Workbench } from '@hookwright/cards/views'
import { holdKeys } from '@hookwright/ui'
import { useBlocker, useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'
import { readCanvasSearch } from './canvas-search.ts'

const useStay: Workbench['useStay'] = (stays, ask) => {
  useBlocker({
    shouldBlockFn: ({ current, next }) => {
      const { card, dialog } = readCanvasSearch({ ...current.search })
      const then = readCanvasSearch({ ...next.search })
      const isGone = current.pathname !== next.pathname || then.card !== card || then.dialog !== dialog
      if (stays && isGone) ask()
      return stays && isGone
    },
    enableBeforeUnload: () => stays
  })
}

/** Returns functions to open and close card dialogs. The URL contains the name of the open dialog. */
export const useCardDialogs = (): Pick<Workbench, 'openDialog' | 'closeDialog' | 'useStay'> => {
  const navigate = useNavigate()
  return useMemo(
    () => ({
      openDialog: (card, dialog, field) => {
        const release = holdKeys()
        void navigate({ to: '.', search: before => ({ ...before, card, dialog, field }) }).finally(release)
      },
      closeDialog: () =>
        void navigate({
          to: '.',
          search: ({ card: _, dialog: __, field: ___, ...before }) => before,
          replace: true,
          ignoreBlocker: true
        }),
      useStay
    }),
    [navigate]
  )
}
