import { Button, Notice } from '@hookwright/ui'
import { ArrowRightLeft, Share2 } from 'lucide-react'
import { dayTime } from '../../kit/page/clock-time.ts'
import {
  formatHandOverAdvice,
  formatOwner,
  formatShareTarget,
  type ListedConnection
} from './format-connection.ts'
import { Heading, Line } from './panel-parts.tsx'

/**
 * Panel section with the owner of a connection, the members it is shared with, and actions to change both.
 */
export const ConnectionAccess = ({
  connection,
  isAdmin,
  onShare,
  onHandOver
}: {
  connection: ListedConnection
  isAdmin: boolean
  onShare: () => void
  onHandOver: () => void
}) => {
  const { access, shares, ownerRemoved } = connection
  return (
    <section aria-label="Access" className="flex flex-col gap-2">
      <div>
        <Heading>Access</Heading>
        <dl className="m-0">
          <Line label="Owner">{formatOwner(connection)}</Line>
          {access === 'shared' ? (
            <Line label="Shared with">You</Line>
          ) : (
            <Line label="Shared with" long>
              {shares.length === 0 && 'Nobody'}
              {shares.map(share => (
                <div key={formatShareTarget(share)}>
                  {formatShareTarget(share)}
                  <div className="text-small text-ink-3">
                    {dayTime(share.at)}, by {share.byName ?? 'a former member'}
                  </div>
                </div>
              ))}
            </Line>
          )}
        </dl>
      </div>
      {ownerRemoved && (
        <Notice tone="warn">
          The owner of this connection was removed, so flows that use it are on hold.{' '}
          {formatHandOverAdvice(isAdmin)}
        </Notice>
      )}
      {access === 'shared' && (
        <p className="m-0 text-small text-ink-3">
          You can check this connection and use it in your flows. Only the owner can change the connection.
        </p>
      )}
      {(access === 'own' || isAdmin) && (
        <div className="flex flex-wrap gap-2">
          {access === 'own' && (
            <Button icon={<Share2 aria-hidden className="size-4" strokeWidth={1.75} />} onClick={onShare}>
              Share
            </Button>
          )}
          {isAdmin && (
            <Button
              icon={<ArrowRightLeft aria-hidden className="size-4" strokeWidth={1.75} />}
              onClick={onHandOver}
            >
              Hand over
            </Button>
          )}
        </div>
      )}
    </section>
  )
}
