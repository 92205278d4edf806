import { GroupMark } from '@hookwright/cards/views'
import type { CardDocs, CardSpec } from '@hookwright/engine'
import type { SearchedList } from '@hookwright/ui'
import type { ComponentProps } from 'react'
import type { Grouped } from '../../kit/actions/in-groups.ts'
import { paletteDrag } from './drag/drags.ts'
import { followPress } from './drag/pointer-drag.ts'
import { useCanvas } from './use-canvas.tsx'

const Item = ({ spec, help, ...option }: { spec: CardSpec; help: string } & ComponentProps<'div'>) => {
  const canvas = useCanvas()
  return (
    <div
      {...option}
      onPointerDown={event => {
        if (event.button === 0 && event.pointerType !== 'touch')
          followPress(event.nativeEvent, paletteDrag(canvas, spec))
      }}
      title={help}
      data-card-type={spec.type}
      className="flex h-9 cursor-grab items-center gap-2 rounded-s px-2 text-body text-ink outline-none select-none data-highlighted:bg-accent-soft"
    >
      <GroupMark group={spec.group} size={24} />
      <span className="truncate">{spec.title}</span>
    </div>
  )
}

/** Card types in groups, as a searchable list; each can be dragged into the flow. */
export const CardTypes = ({
  groups,
  searched,
  words
}: {
  groups: readonly Grouped<CardSpec>[]
  searched: SearchedList
  words: ReadonlyMap<string, CardDocs> | null
}) => (
  <div {...searched.list} className="min-h-0 grow overflow-y-auto p-1 data-empty:p-0">
    {groups.map(({ heading, items }, place) => {
      const before = groups.slice(0, place).reduce((sum, group) => sum + group.items.length, 0)
      return (
        <div key={heading} {...searched.group(heading)}>
          <div {...searched.heading(heading)} className="px-2 pt-2 pb-1 text-overline text-ink-3 uppercase">
            {heading}
          </div>
          {items.map((spec, index) => (
            <Item
              key={spec.type}
              spec={spec}
              help={words?.get(spec.type)?.help ?? ''}
              {...searched.option(before + index)}
            />
          ))}
        </div>
      )
    })}
  </div>
)
