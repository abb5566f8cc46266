import {
  FileText,
  GitCompareArrows,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Newspaper,
  Package,
  Rss,
  ServerCog,
  Settings,
  Users,
  Workflow,
} from 'lucide-react';
import type { ComponentType } from 'react';
import type { Role } from '@/lib/api/session';

/** A page of the desk: one line here gives it a route, a place in the navigation, a key and a line in the palette. */
export interface Page {
  /** Where it is; `children` are further paths below it, such as `:id`. */
  path: string;
  title: string;
  icon: LucideIcon;
  /** `g` and then this letter goes there. */
  letter: string;
  section: 'Desk' | 'Pipeline' | 'Admin';
  /** Who may see it; everybody who is signed in when left out. */
  role?: Role;
  /** One of the few that a phone shows at once. */
  onPhone?: boolean;
  load: () => Promise<{ Component: ComponentType }>;
  children?: readonly { path: string; load: () => Promise<{ Component: ComponentType }> }[];
}

export const pages: readonly Page[] = [
  {
    path: '/',
    title: 'Dashboard',
    icon: LayoutDashboard,
    letter: 'd',
    section: 'Desk',
    onPhone: true,
    load: () => import('@/features/dashboard/DashboardPage'),
  },
  {
    path: '/review',
    title: 'Review',
    icon: ListChecks,
    letter: 'r',
    section: 'Desk',
    onPhone: true,
    load: () => import('@/features/review/ReviewPage'),
  },
  {
    path: '/tools',
    title: 'Tools',
    icon: Package,
    letter: 't',
    section: 'Desk',
    onPhone: true,
    load: () => import('@/features/tools/ToolsPage'),
    children: [{ path: ':id', load: () => import('@/features/tool/ToolPage') }],
  },
  {
    path: '/changes',
    title: 'Changes',
    icon: GitCompareArrows,
    letter: 'c',
    section: 'Desk',
    load: () => import('@/features/changes/ChangesPage'),
  },
  {
    path: '/reports',
    title: 'Reports',
    icon: FileText,
    letter: 'p',
    section: 'Desk',
    load: () => import('@/features/reports/ReportsPage'),
  },
  {
    path: '/jobs',
    title: 'Jobs',
    icon: Workflow,
    letter: 'j',
    section: 'Pipeline',
    load: () => import('@/features/jobs/JobsPage'),
  },
  {
    path: '/discoveries',
    title: 'Discoveries',
    icon: Newspaper,
    letter: 'f',
    section: 'Pipeline',
    load: () => import('@/features/discoveries/DiscoveriesPage'),
  },
  {
    path: '/sources',
    title: 'Sources',
    icon: Rss,
    letter: 'o',
    section: 'Pipeline',
    load: () => import('@/features/sources/SourcesPage'),
  },
  {
    path: '/settings',
    title: 'Settings',
    icon: Settings,
    letter: 's',
    section: 'Admin',
    role: 'admin',
    load: () => import('@/features/settings/SettingsPage'),
  },
  {
    path: '/system',
    title: 'System',
    icon: ServerCog,
    letter: 'y',
    section: 'Admin',
    role: 'admin',
    load: () => import('@/features/system/SystemPage'),
  },
  {
    path: '/users',
    title: 'Users',
    icon: Users,
    letter: 'u',
    section: 'Admin',
    role: 'admin',
    load: () => import('@/features/users/UsersPage'),
  },
];
