import type { Id } from '@hookwright/model'
import { useNavigate } from '@tanstack/react-router'
import { PanelRightClose, SquareArrowOutUpRight } from 'lucide-react'
import { useMemo } from 'react'
import type { Action } from '../../kit/actions/action.ts'
import { useActions } from '../../kit/actions/use-actions.tsx'

/** Returns the delivery id of the list row with the keyboard focus; null if no row has it. */
const focusedRow = (): Id | null => {
  const focused = document.activeElement
  return focused instanceof HTMLElement ? (focused.dataset.row ?? null) : null
}

/** Registers the actions on the inspected delivery, available on the whole page. */
export const useDeliveryActions = (inspected: Id | null, onClose: () => void): void => {
  const navigate = useNavigate()
  useActions(
    useMemo(
      (): Action[] => [
        {
          id: 'delivery.open',
          label: 'Open the delivery as a full page',
          group: 'Delivery',
          icon: SquareArrowOutUpRight,
          keys: ['O'],
          when: () => inspected !== null || focusedRow() !== null,
          run: () => {
            const deliveryId = inspected ?? focusedRow()
            if (deliveryId !== null) void navigate({ to: '/deliveries/$deliveryId', params: { deliveryId } })
          }
        },
        {
          id: 'delivery.close',
          label: 'Close the inspector',
          group: 'Delivery',
          icon: PanelRightClose,
          keys: ['Escape'],
          when: () => inspected !== null,
          run: onClose
        }
      ],
      [inspected, onClose, navigate]
    )
  )
}
