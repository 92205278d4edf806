import { BrandMark, Button, IconButton, Menu } from '@hookwright/ui'
import { Ellipsis, RotateCcw, Trash2, Workflow } from 'lucide-react'
import { minuteTime } from '../../kit/page/clock-time.ts'
import { daysLeft, formatDaysLeft, formatItem } from './format-bin.ts'
import { type BinItem, nameOfItem } from './use-bin.ts'

/** The remaining time is highlighted when at most this many days are left. */
const SOON = 3

const Picture = ({ item }: { item: BinItem }) =>
  item.kind === 'connector' ? (
    <BrandMark name={item.name} logo={item.branding.logo} accent={item.branding.accent} />
  ) : (
    <span
      aria-hidden
      className="flex size-8 items-center justify-center rounded-m border border-line bg-sunken text-ink-3"
    >
      <Workflow className="size-4" strokeWidth={1.75} />
    </span>
  )

/** Row of a deleted flow or connector: its name, the member who deleted it, and the days left. */
export const BinRow = ({
  item,
  now,
  onRestore,
  onPurge
}: {
  item: BinItem
  now: number
  onRestore: () => void
  onPurge: () => void
}) => {
  const name = nameOfItem(item)
  const isSoon = daysLeft(item.deletedAt, now) <= SOON
  return (
    <li className="flex min-h-13 items-center gap-3 border-b border-line py-2">
      <span className="flex w-8 shrink-0 justify-center">
        <Picture item={item} />
      </span>
      <div className="flex min-w-0 grow flex-col">
        <span className="truncate text-label text-ink">{name}</span>
        <span className="truncate text-small text-ink-2">
          {formatItem(item)}
          <span className="max-md:hidden">
            {' · Deleted '}
            {item.byName !== null && `by ${item.byName} `}
            on {minuteTime(item.deletedAt)}
          </span>
        </span>
      </div>
      <span className={`tabular shrink-0 text-right text-body ${isSoon ? 'text-warn' : 'text-ink-2'}`}>
        {formatDaysLeft(item.deletedAt, now)}
      </span>
      <Button
        size="card"
        icon={<RotateCcw aria-hidden className="size-3.5" strokeWidth={1.75} />}
        aria-label={`Restore ${name}`}
        onClick={onRestore}
      >
        <span className="max-md:sr-only">Restore</span>
      </Button>
      <Menu
        groups={[
          [
            {
              id: 'purge',
              label: 'Delete now…',
              icon: <Trash2 aria-hidden strokeWidth={1.75} />,
              danger: true,
              run: onPurge
            }
          ]
        ]}
        trigger={<IconButton label={`More for ${name}`} icon={<Ellipsis aria-hidden />} />}
      />
    </li>
  )
}
