import { queryOptions } from '@tanstack/react-query';
import { api, data, type Schemas } from '@/lib/api/client';
import { keys } from '@/lib/api/keys';

export type Setting = Schemas['SettingItem'];
export type Service = Schemas['ServiceItem'];
export type Focus = Schemas['Focus'];

export const servicesQuery = queryOptions({
  queryKey: [...keys.settings, 'services'],
  queryFn: ({ signal }) => data(api.GET('/api/settings/services', { signal })),
});

export const settingsQuery = queryOptions({
  queryKey: [...keys.settings, 'all'],
  queryFn: ({ signal }) => data(api.GET('/api/settings', { signal })),
});

export const focusQuery = queryOptions({
  queryKey: [...keys.settings, 'focus'],
  queryFn: ({ signal }) => data(api.GET('/api/settings/focus', { signal })),
});

export const thresholdsQuery = queryOptions({
  queryKey: [...keys.settings, 'thresholds'],
  queryFn: ({ signal }) => data(api.GET('/api/settings/thresholds', { signal })),
});

export const retentionQuery = queryOptions({
  queryKey: [...keys.settings, 'retention'],
  queryFn: ({ signal }) => data(api.GET('/api/settings/retention', { signal })),
});

export const usageQuery = queryOptions({
  queryKey: [...keys.settings, 'usage'],
  queryFn: ({ signal }) => data(api.GET('/api/llm/usage', { params: { query: { days: 30 } }, signal })),
});

export type Channel = Schemas['ChannelItem'];
export type Delivery = Schemas['DeliveryItem'];
export type Template = Schemas['TemplateItem'];

export const notificationsQuery = queryOptions({
  queryKey: [...keys.settings, 'notifications'],
  queryFn: ({ signal }) => data(api.GET('/api/settings/notifications', { signal })),
});

export const templatesQuery = queryOptions({
  queryKey: [...keys.settings, 'templates'],
  queryFn: ({ signal }) => data(api.GET('/api/settings/notifications/templates', { signal })),
});

/** @param offset How many newer ones are left out. */
export const deliveriesQuery = (state: Schemas['DeliveryState'] | null, offset: number) =>
  queryOptions({
    queryKey: [...keys.settings, 'deliveries', state, offset],
    queryFn: ({ signal }) =>
      data(
        api.GET('/api/settings/notifications/deliveries', {
          params: { query: { limit: 20, offset, ...(state === null ? {} : { state }) } },
          signal,
        }),
      ),
  });
