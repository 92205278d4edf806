import { Button, Dialog } from '@hookwright/ui'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Check, CloudOff } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Checklist } from '../../features/first-steps/first-steps.ts'
import { CopyButton } from '../../features/history/copy-button.tsx'
import { useServerState, useTrpc } from '../../kit/api/use-api.tsx'
import { clockTime, minuteTime } from '../../kit/page/clock-time.ts'

const Command = ({ children }: { children: string }) => (
  <div className="flex items-center gap-2 rounded-tile bg-sunken py-1.5 pr-1.5 pl-3">
    <code className="min-w-0 grow font-code text-small break-all text-ink">{children}</code>
    <CopyButton size="card" text={children}>
      Copy
    </CopyButton>
  </div>
)

const Found = ({ children }: { children: ReactNode }) => (
  <li className="flex items-center gap-2 border-t border-line py-2.5 first:border-t-0">
    <Check aria-hidden className="size-4 shrink-0 text-ok" strokeWidth={2} />
    <span className="min-w-0 grow">{children}</span>
  </li>
)

const linkClass = 'rounded-xs font-medium text-accent-text underline'

/** Items that existed before the stop and after the restart. */
const Survived = ({ of, onGo }: { of: NonNullable<Checklist['survival']>; onGo: () => void }) => (
  <div role="status" className="flex flex-col gap-2">
    <p className="text-body text-ink">The server started at {minuteTime(of.startedAt)}. Nothing was lost:</p>
    <ul className="m-0 list-none p-0 text-body text-ink-2">
      <Found>
        The event received at {clockTime(of.receivedAt)} is stored.{' '}
        <Link
          to="/deliveries/$deliveryId"
          params={{ deliveryId: of.deliveryId }}
          className={linkClass}
          onClick={onGo}
        >
          Open the delivery
        </Link>
      </Found>
      <Found>
        The registration created at {clockTime(of.registeredAt)} still exists at the service.{' '}
        <Link
          to="/registrations/$subscriptionId"
          params={{ subscriptionId: of.subscriptionId }}
          className={linkClass}
          onClick={onGo}
        >
          Open the registration
        </Link>
      </Found>
    </ul>
  </div>
)

const HowTo = ({ processId }: { processId: number | null }) => (
  <ol className="m-0 flex list-none flex-col gap-4 p-0">
    <li className="flex flex-col gap-1.5">
      <span className="text-label text-ink">1. Kill the server in a terminal on its computer</span>
      <Command>{processId === null ? 'kill -9 <process id>' : `kill -9 ${processId}`}</Command>
    </li>
    <li className="text-label text-ink">2. Start the server again with the same command as before</li>
    <li className="text-label text-ink">3. Return to this page, which reconnects automatically</li>
  </ol>
)

/** Dialog of the last step. It explains how to kill the server, and afterwards shows which items survived. */
export const StopServerDialog = ({
  open,
  onOpenChange
}: {
  open: boolean
  onOpenChange: (open: boolean) => void
}) => {
  const isAway = useServerState() === 'unreachable'
  const { data } = useQuery({
    ...useTrpc().installation.checklist.queryOptions(),
    refetchInterval: open && isAway ? 1_000 : false
  })
  const survival = data?.survival ?? null
  const close = (): void => onOpenChange(false)
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title="Stop the server as a test"
      description="Hookwright writes each event to the disk before it answers. No accepted event is lost if the server is killed."
      size="w-120"
      foot={<Button onClick={close}>Close</Button>}
    >
      {survival !== null ? (
        <Survived of={survival} onGo={close} />
      ) : (
        <div className="flex flex-col gap-4">
          <HowTo processId={data?.processId ?? null} />
          {isAway && (
            <p role="status" className="flex items-center gap-2 text-body text-warn">
              <CloudOff aria-hidden className="size-4 shrink-0" strokeWidth={1.75} />
              The server is stopped. Start it again.
            </p>
          )}
        </div>
      )}
    </Dialog>
  )
}
