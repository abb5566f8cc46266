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
