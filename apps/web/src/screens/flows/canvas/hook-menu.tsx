import type { Subscription } from '@hookwright/model'
import { IconButton, lazyPart, Menu, useLazyLayer } from '@hookwright/ui'
import { useQueryClient } from '@tanstack/react-query'
import { Copy, Ellipsis, Key, Play, RefreshCw } from 'lucide-react'
import { useState } from 'react'
import { useStore } from 'zustand'
import { useCanvas, useUiState } from '../../../features/canvas/use-canvas.tsx'
import { canRotate } from '../../../features/switch/is-on.ts'
import { useTrpc } from '../../../kit/api/use-api.tsx'
import { useCopy } from '../../../kit/page/use-copy.ts'
import { useNotifier } from '../../../kit/page/use-notifier.ts'

const lazyDialog = lazyPart(() => import('../../../features/switch/event-url.tsx'))

/** Menu next to the Event URL of a flow. It copies or rotates the URL, and plays the last run. */
export const HookMenu = ({ subscription }: { subscription: Subscription }) => {
  const { id: subscriptionId, terms } = subscription
  const { eventUrl, signingSecret } = useTrpc().subscriptions
  const queries = useQueryClient()
  const notifier = useNotifier()
  const copy = useCopy()
  const [asks, setAsks] = useState(false)
  const dialog = useLazyLayer(lazyDialog, asks)
  const playAgain = useUiState(ui => ui.playAgain)
  const lastRun = useStore(useCanvas().run, ({ shown }) => shown?.past)
  const copyUrl = async (): Promise<void> => {
    await copy(
      await queries.fetchQuery({ ...eventUrl.queryOptions({ subscriptionId }), gcTime: 0 }),
      'Event URL copied.'
    )
  }
  const copySecret = async (): Promise<void> => {
    await copy(
      await queries.fetchQuery({ ...signingSecret.queryOptions({ subscriptionId }), gcTime: 0 }),
      'Signing Secret copied.'
    )
  }
  const icon = { 'aria-hidden': true, strokeWidth: 1.75 }
  return (
    <>
      <Menu
        align="start"
        groups={() => [
          [
            {
              id: 'copy',
              label: 'Copy Event URL',
              icon: <Copy {...icon} />,
              run: () => notifier.ifFails(copyUrl())
            },
            ...(terms.secretByHand
              ? [
                  {
                    id: 'secret',
                    label: 'Copy Signing Secret',
                    icon: <Key {...icon} />,
                    run: () => notifier.ifFails(copySecret())
                  }
                ]
              : []),
            ...(canRotate(subscription)
              ? [
                  {
                    id: 'rotate',
                    label: 'Rotate Event URL…',
                    icon: <RefreshCw {...icon} />,
                    run: () => setAsks(true)
                  }
                ]
              : [])
          ],
          playAgain === null || lastRun === undefined
            ? []
            : [
                {
                  id: 'play',
                  label: 'Play last run',
                  icon: <Play {...icon} />,
                  run: () => playAgain(lastRun)
                }
              ]
        ]}
        trigger={
          <IconButton
            size="small"
            label="More for the Event URL"
            icon={<Ellipsis aria-hidden />}
            // The end of the label, with a ground of its own.
            className="-mr-2 rounded-l-none! rounded-r-[5px]! border-l border-line"
          />
        }
      />
      {dialog !== null && (
        <dialog.RotateDialog subscription={subscription} open={asks} onOpenChange={setAsks} />
      )}
    </>
  )
}
