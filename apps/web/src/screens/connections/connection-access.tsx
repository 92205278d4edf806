import { Button, Notice } from '@hookwright/ui'
import { ArrowRightLeft, Share2 } from 'lucide-react'
import { dayTime } from '../../kit/page/clock-time.ts'
import { type ListedConnection, ownerWord, shareWord } from './format-connection.ts'

/** Owner of a connection, those it is shared with, and what the viewer may do about it. */
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
      <h3 className="m-0 flex min-h-8 items-center text-small font-semibold text-ink-2">Access</h3>
      {ownerRemoved && (
        <Notice tone="warn">
          Its owner was removed, so flows that use it are on hold. Hand it over to another member.
        </Notice>
      )}
      <dl className="m-0">
        <div className="flex min-h-8 items-center gap-3 border-t border-line">
          <dt className="text-ink-2">Owner</dt>
          <dd className="m-0 ml-auto min-w-0 text-right text-ink wrap-anywhere">{ownerWord(connection)}</dd>
        </div>
        {access === 'shared' ? (
          <div className="flex min-h-8 items-center gap-3 border-t border-line">
            <dt className="text-ink-2">Shared with</dt>
            <dd className="m-0 ml-auto text-right text-ink">You</dd>
          </div>
        ) : (
          <div className="flex min-h-8 gap-3 border-t border-line py-1.5">
            <dt className="text-ink-2">Shared with</dt>
            <dd className="m-0 ml-auto min-w-0 text-right text-ink wrap-anywhere">
              {shares.length === 0 && 'Nobody'}
              {shares.map(share => (
                <div key={shareWord(share)}>
                  {shareWord(share)}
                  <div className="text-small text-ink-3">
                    {dayTime(share.at)}, by {share.byName ?? 'a former member'}
                  </div>
                </div>
              ))}
            </dd>
          </div>
        )}
      </dl>
      {access === 'shared' && (
        <p className="m-0 text-small text-ink-3">
          You can use it in your flows and check it. Only its owner can change it.
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
