import type { Workbench } from '@hookwright/cards/faces'
import { holdKeys } from '@hookwright/ui'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'

/** Opens and closes the dialogs of cards; which one is open stands in the address. */
export const useCardDialogs = (): Pick<Workbench, 'openDialog' | 'closeDialog'> => {
  const navigate = useNavigate()
  return useMemo(
    () => ({
      openDialog: (card, dialog, field) => {
        const letGo = holdKeys()
        void navigate({ to: '.', search: before => ({ ...before, card, dialog, field }) }).finally(letGo)
      },
      closeDialog: () =>
        void navigate({
          to: '.',
          search: ({ card: _, dialog: __, field: ___, ...before }) => before,
          replace: true
        })
    }),
    [navigate]
  )
}
