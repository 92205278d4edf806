import type { Workbench } from '@hookwright/cards/faces'
import { useNavigate } from '@tanstack/react-router'
import { useMemo } from 'react'

/** Opens and closes the dialogs of cards; which one is open stands in the address. */
export const useCardDialogs = (): Pick<Workbench, 'openDialog' | 'closeDialog'> => {
  const navigate = useNavigate()
  return useMemo(
    () => ({
      openDialog: (card, dialog) =>
        void navigate({ to: '.', search: before => ({ ...before, card, dialog }) }),
      closeDialog: () =>
        void navigate({
          to: '.',
          search: ({ card: _, dialog: __, ...before }) => before,
          replace: true
        })
    }),
    [navigate]
  )
}
