import { BIN_DAYS } from '@hookwright/model'
import { AlertDialog, EmptyState } from '@hookwright/ui'
import { useState } from 'react'
import { SettingsPage } from '../../kit/page/settings-part.tsx'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import { BinRow } from './bin-row.tsx'
import { RestoreAsDialog } from './restore-as-dialog.tsx'
import { type BinItem, nameOfItem, useBin } from './use-bin.ts'

const consequenceOf = (item: BinItem): string => {
  if (item.kind === 'connector')
    return 'The connector, its flows, its client secrets and its test connections are deleted. This cannot be undone.'
  return 'The flow and its history are deleted. This cannot be undone. Its deliveries and runs are kept until their retention period ends.'
}

/** Page of deleted flows and connectors, with actions to restore or permanently delete them. */
export const RecycleBinPage = () => {
  usePageTitle('Recycle bin')
  const { items, restore, purge, isPurging, unnamed, restoreAs, keepInBin } = useBin()
  const [asked, ask] = useState<BinItem | null>(null)
  const [now] = useState(Date.now)
  return (
    <SettingsPage title="Recycle bin">
      {items.length === 0 ? (
        <EmptyState title="The recycle bin is empty" className="border-t-0 pt-0">
          Deleted flows and connectors stay here for {BIN_DAYS} days and can be restored.
        </EmptyState>
      ) : (
        <>
          <p className="m-0 text-body text-ink-2">
            Deleted flows and connectors stay here for {BIN_DAYS} days. A restored flow is off.
          </p>
          <ul aria-label="Recycle bin" className="m-0 flex list-none flex-col border-t border-line p-0">
            {items.map(item => (
              <BinRow
                key={item.id}
                item={item}
                now={now}
                onRestore={() => void restore(item)}
                onPurge={() => ask(item)}
              />
            ))}
          </ul>
        </>
      )}
      <AlertDialog
        open={asked !== null}
        onOpenChange={open => !open && ask(null)}
        title={`Delete “${asked === null ? '' : nameOfItem(asked)}” now?`}
        confirm="Delete permanently"
        busy={isPurging}
        onConfirm={() => asked !== null && void purge(asked).then(() => ask(null))}
      >
        {asked !== null && consequenceOf(asked)}
      </AlertDialog>
      <RestoreAsDialog name={unnamed?.name ?? null} restoreAs={restoreAs} onClose={keepInBin} />
    </SettingsPage>
  )
}
