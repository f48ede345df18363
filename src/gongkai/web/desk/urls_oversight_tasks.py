"""Addresses of 信息管理: the in-tray, what was sent up, what the district gave to many."""

from __future__ import annotations

from django.urls import URLPattern, path

from gongkai.web.desk.views.oversight import tasks, tasks_issued, tasks_sent

urlpatterns: list[URLPattern] = [
    path("", tasks.tasks, name="tasks"),
    path("figures/", tasks_sent.figures, name="task_figures"),
    path("new/<slug:organ>/", tasks.task_new, name="task_new"),
    path("<uuid:pk>/", tasks.task, name="task"),
    path("<uuid:pk>/edit/", tasks.task_edit, name="task_edit"),
    path("<uuid:pk>/do/<slug:act>", tasks.act, name="task_act"),
    path("<uuid:pk>/send/", tasks_sent.send_for, name="task_send"),
    path("<uuid:pk>/files/<uuid:file>", tasks.file, name="task_file"),
    path("sent/", tasks_sent.sendings, name="sendings"),
    path("sent/new/<slug:organ>/", tasks_sent.send_new, name="sending_new"),
    path("sent/<uuid:pk>/", tasks_sent.sending, name="sending"),
    path("sent/<uuid:pk>/do/<slug:act>", tasks_sent.act, name="sending_act"),
    path("sent/<uuid:pk>/files/<uuid:file>", tasks_sent.file, name="sending_file"),
    path("issued/", tasks_issued.issues, name="issues"),
    path("issued/new/<slug:organ>/", tasks_issued.issue_new, name="issue_new"),
    path("issued/<uuid:pk>/", tasks_issued.issue, name="issue"),
    path("issued/<uuid:pk>/remind", tasks_issued.remind, name="issue_remind"),
    path("issued/<uuid:pk>/files/<uuid:file>", tasks_issued.file, name="issue_file"),
]
