import { useNavigate, useParams, useSearch } from '@tanstack/react-router'
import { usePageTitle } from '../../kit/page/use-page-title.ts'
import type { DeliveriesSearch } from './deliveries-search.ts'
import { DeliveryHead } from './delivery-head.tsx'
import { DeliveryView } from './delivery-view.tsx'
import { useDelivery } from './use-delivery.ts'

/** Page of a delivery. */
export const DeliveryPage = () => {
  const { deliveryId = '' } = useParams({ strict: false })
  const { tab = 'summary' }: DeliveriesSearch = useSearch({ strict: false })
  const navigate = useNavigate()
  const { data, error } = useDelivery(deliveryId)
  const name = data?.event?.name ?? 'Delivery'
  usePageTitle(`${name} · Delivery`)
  return (
    <div className="flex min-h-0 grow flex-col">
      {data === undefined ? (
        <h1 className="m-0 shrink-0 truncate px-8 pt-4 pb-2 text-h1 max-md:px-4">{name}</h1>
      ) : (
        <DeliveryHead delivery={data} name={name} />
      )}
      <DeliveryView
        isPage
        delivery={data}
        error={error}
        tab={tab}
        onTab={next =>
          void navigate({
            to: '.',
            search: before => ({ ...before, tab: next === 'summary' ? undefined : next }),
            replace: true
          })
        }
      />
    </div>
  )
}
