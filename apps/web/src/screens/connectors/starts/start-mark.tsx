import type { Branding } from '@hookwright/model'
import { BrandMark } from '@hookwright/ui'
import { type OwnStart, ownStarts } from './own-starts.ts'

/** Icon of the new connector. While the connector has no name, the icon of the starting point. */
export const StartMark = ({
  start,
  name,
  branding,
  letters
}: {
  start: OwnStart
  name: string
  branding: Pick<Branding, 'logo' | 'accent'>
  letters?: string | undefined
}) => {
  const Icon = ownStarts.find(({ id }) => id === start)?.icon
  if (name.trim() !== '' || Icon === undefined)
    return <BrandMark name={name} {...branding} letters={letters} size={44} />
  return (
    <span className="flex size-11 shrink-0 items-center justify-center rounded-m border border-line-strong border-dashed bg-surface text-ink-3">
      <Icon aria-hidden className="size-5" strokeWidth={1.75} />
    </span>
  )
}
