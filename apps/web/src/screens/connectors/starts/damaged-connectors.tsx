import { Notice } from '@hookwright/ui'

/** Notice about connectors of the gallery whose files cannot be used; renders nothing without any. */
export const DamagedConnectors = ({ damaged }: { damaged: readonly { key: string; why: string }[] }) =>
  damaged.length === 0 ? null : (
    <Notice tone="warn" className="mt-6">
      <span className="flex flex-col gap-1">
        {damaged.map(({ key, why }) => (
          <span key={key}>{why}</span>
        ))}
      </span>
    </Notice>
  )
